using System.IO.Compression;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;

namespace MusicGenre.MLNet.Tests.EarlierFiles;

/// <summary>
/// Models and embeddings that commit 24b6882 of this repository wrote, before the folders were rebuilt: what users have on their disks goes
/// on working. The files were made from <see cref="WholeNumberMusic"/> with the options of <see cref="Options"/>, and with the network
/// <c>small-cnn</c> of width 0.25 in 6 epochs. The expected probabilities are those that the same commit gave.
/// </summary>
public class EarlierFilesTests
{
    // Float arithmetic in another order, on another processor, differs by some units of the seventh digit; a change of meaning would
    // do far more.
    private const float Tolerance = 1e-4f;

    private static readonly string Files = Path.Combine(TestContext.CurrentContext.TestDirectory, "EarlierFiles", "Files");

    [TestCase("statistics", "hum", 0.9947067f, 0.00049042155f, 0.0048028994f)]
    [TestCase("statistics", "rattle", 0.0001830186f, 0.9988961f, 0.00092087407f)]
    [TestCase("statistics", "whistle", 0.0017697744f, 0.00040665423f, 0.9978236f)]
    [TestCase("small-cnn", "hum", 0.43493208f, 0.25543806f, 0.30962992f)]
    [TestCase("small-cnn", "rattle", 0.3230047f, 0.36347288f, 0.31352246f)]
    [TestCase("small-cnn", "whistle", 0.37032074f, 0.23995146f, 0.38972777f)]
    public void An_earlier_model_gives_the_same_probabilities(string model, string music, params float[] expected)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(Path.Combine(Files, model + ".zip"));
        using var folder = new TemporaryFolder();
        string path = folder.Combine("music.wav");
        WholeNumberMusic.Compose(music, track: 0).SaveWav(path);

        GenrePrediction prediction = classifier.Predict(path);

        Assert.That(classifier.Genres, Is.EqualTo(WholeNumberMusic.Genres));
        Assert.That(
            classifier.Genres.Select(genre => prediction.Ranked.Single(r => r.Genre == genre).Probability),
            Is.EqualTo(expected).Within(Tolerance));
    }

    [TestCase("mel-statistics", 12)]
    [TestCase("mobile", 0)]
    public void An_earlier_cache_is_used(string backbone, int copies)
    {
        using var folder = new TemporaryFolder();
        string music = WholeNumberMusic.Write(folder.Combine("music"));
        string cache = folder.Combine("embeddings");
        ZipFile.ExtractToDirectory(Path.Combine(Files, "embeddings.zip"), cache);
        int entries = Directory.GetFiles(cache, "*", SearchOption.AllDirectories).Length;

        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(music, Options(backbone, cache, augmented: copies > 0));

        Assert.That(classifier.Training!.EmbeddingsFromCache, Is.EqualTo(12), "each track's embeddings were found");
        Assert.That(
            Directory.GetFiles(cache, "*", SearchOption.AllDirectories),
            Has.Length.EqualTo(entries),
            "those of the augmented copies were found too");
        Assert.That(classifier.Training.AugmentedCopies, Is.EqualTo(copies).Within(0));
    }

    private static TrainOptions Options(string backbone, string cache, bool augmented) => new()
    {
        Learner = new HeadLearner { Backbone = backbone, L2Candidates = [1f] },
        WorkspacePath = cache,
        Augmentation =
            augmented ? new AugmentationPlan { Copies = 1, Steps = [new GainStep(), new TimeShiftStep(), new BandMaskStep()] } : null,
    };
}
