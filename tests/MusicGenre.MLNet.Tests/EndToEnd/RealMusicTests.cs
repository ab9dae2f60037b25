using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.EndToEnd;

/// <summary>The figures that the package promises, on real music; the bars are those of the project, below what was measured.</summary>
[Category(SharedData.Category)]
[NonParallelizable]
public class RealMusicTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void GTZAN_mini_mel_statistics_is_better_than_the_bar()
    {
        CrossValidationResult result = CrossValidate("gtzan-mini", "mel-statistics");

        Assert.That(result.Pooled.Metrics.Count, Is.EqualTo(100));
        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThan(0.45));
    }

    [Test]
    public void GTZAN_mini_default_backbone_is_better_than_the_bar()
    {
        CrossValidationResult result = CrossValidate("gtzan-mini", new TrainOptions().Backbone);

        Assert.That(result.Pooled.Metrics.Count, Is.EqualTo(100));
        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThanOrEqualTo(0.84));
        Assert.That(result.Pooled.Metrics.TopK(2), Is.GreaterThanOrEqualTo(0.95));
    }

    [Test]
    public void Taffc9_default_backbone_is_better_than_the_bar()
    {
        CrossValidationResult result = CrossValidate("taffc9", new TrainOptions().Backbone);

        Assert.That(result.Pooled.Metrics.Count, Is.EqualTo(540));
        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThanOrEqualTo(0.67));
        Assert.That(result.Pooled.Metrics.TopK(2), Is.GreaterThanOrEqualTo(0.81));
    }

    [Test]
    public void GTZAN_mini_pretrained_is_better_than_the_bar()
    {
        string data = SharedData.Get("data", "gtzan-mini");
        using MusicGenreClassifier ten = MusicGenreClassifier.Pretrained(Directory.GetDirectories(data).Select(d => Path.GetFileName(d)!));

        EvaluationResult result = ten.Evaluate(data, new TrainOptions { WorkspacePath = _folder.Combine("cache") });

        Assert.That(result.Skipped, Is.Empty);
        Assert.That(result.Metrics.Count, Is.EqualTo(100));
        Assert.That(result.Metrics.Top1, Is.GreaterThanOrEqualTo(0.60));
        Assert.That(result.Metrics.TopK(2), Is.GreaterThanOrEqualTo(0.82));
    }

    [Test]
    public void GTZAN_mini_pretrained_says_of_a_picture_what_it_says_of_the_sound()
    {
        string[] genres = [.. Directory.GetDirectories(SharedData.Get("data", "gtzan-mini")).Select(d => Path.GetFileName(d)!)];
        using MusicGenreClassifier ten = MusicGenreClassifier.Pretrained(genres);

        // The picture's decibels are relative to the whole clip, those of a segment of sound to the segment.
        int same = genres.Count(genre =>
        {
            string file = SharedData.Get("data", "gtzan-mini", genre, $"{genre}.00000.wav");
            return ten.Predict(file).Genre == ten.Predict(SpectrogramImage.FromClip(AudioClip.FromFile(file))).Genre;
        });

        Assert.That(same, Is.GreaterThanOrEqualTo(8));
    }

    [Test]
    public void GTZAN_mini_EfficientAt_is_better_than_the_bar_and_comes_from_the_cache_next_time()
    {
        CrossValidationResult result = CrossValidate("gtzan-mini", PretrainedNetworks.PathOf("efficientat"));
        CrossValidationResult again = CrossValidate("gtzan-mini", PretrainedNetworks.PathOf("efficientat"));

        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThanOrEqualTo(0.85));
        Assert.That(result.Pooled.Metrics.TopK(2), Is.GreaterThanOrEqualTo(0.95));
        Assert.That(result.Training!.EmbeddingsFromCache, Is.Zero);
        Assert.That(again.Training!.EmbeddingsFromCache, Is.EqualTo(100));
        Assert.That(again.Pooled.Metrics.LogLoss, Is.EqualTo(result.Pooled.Metrics.LogLoss));
    }

    [Test]
    public void Taffc9_its_own_folds_share_no_artist_and_are_used_as_given()
    {
        CrossValidationResult result = CrossValidate("taffc9", "mel-statistics");

        Assert.That(result.Folds.Select(f => f.Result.Metrics.Count), Is.EqualTo(new[] { 113, 99, 110, 114, 104 }));
        Assert.That(result.Pooled.Split, Does.Contain("5 given folds").And.Contain("artist"));
        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThan(0.45));
    }

    [Test]
    public void GTZAN_spectrograms_MobileNet_V2_fault_filtered_split_is_better_than_the_bar()
    {
        var options = new TrainOptions
        {
            Backbone = PretrainedNetworks.PathOf("mobilenetv2-imagenet"),
            Split = SplitKind.GtzanFiltered,
            WorkspacePath = _folder.Combine("cache"),
        };

        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(SharedData.Get("data", "gtzan-spectrograms"), options);

        Assert.That(classifier.HeldOut!.Metrics.Count, Is.EqualTo(290));
        Assert.That(classifier.HeldOut.Metrics.Top1, Is.GreaterThanOrEqualTo(0.47));
    }

    [Test]
    public void GTZAN_spectrograms_default_backbone_tells_more_once_it_knows_how_long_a_column_lasts()
    {
        string data = SharedData.Get("data", "gtzan-spectrograms"), picture = Path.Combine(data, "metal", "metal.00000.png"),
            model = _folder.Combine("pictures.zip");
        var options = new TrainOptions { Split = SplitKind.GtzanFiltered, WorkspacePath = _folder.Combine("cache"),
            Learner = new HeadLearner { L2Candidates = [100, 300], RefitOnAllData = false } };

        using MusicGenreClassifier unknown = MusicGenreClassifier.Train(data, options);
        using MusicGenreClassifier known = MusicGenreClassifier.Train(
            data, options with { Segments = new SegmentOptions { PictureColumnSeconds = 30.0 / 496 } });
        known.Save(model);
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(model);

        Assert.That(known.HeldOut!.Metrics.Top1, Is.GreaterThanOrEqualTo(0.55).And.GreaterThan(unknown.HeldOut!.Metrics.Top1));
        Assert.That(known.HeldOut.Metrics.LogLoss, Is.LessThan(unknown.HeldOut.Metrics.LogLoss - 0.2));
        GenrePrediction answer = loaded.Predict(picture);
        Assert.That(answer.Ranked, Is.EqualTo(known.Predict(picture).Ranked));
        Assert.That(answer.Taggram.Segments, Has.Count.EqualTo(3));
        Assert.That(answer.Taggram.Segments[^1].End.TotalSeconds, Is.EqualTo(30).Within(0.1));
    }

    [Test]
    public void Model_with_an_external_network_is_enough_by_itself()
    {
        var options = new TrainOptions { Backbone = PretrainedNetworks.PathOf("efficientat"), WorkspacePath = _folder.Combine("cache") };
        string file = SharedData.Get("data", "gtzan-mini", "metal", "metal.00000.wav");
        string model = _folder.Combine("gtzan.zip");
        GenrePrediction expected;
        using (MusicGenreClassifier classifier = MusicGenreClassifier.Train(SharedData.Get("data", "gtzan-mini"), options))
        {
            classifier.Save(model);
            expected = classifier.Predict(file);
        }

        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(model);

        Assert.That(loaded.Predict(file).Ranked, Is.EqualTo(expected.Ranked));
        Assert.That(loaded.Manifest.Backbone.Name, Is.EqualTo("efficientat"));
        Assert.That(new FileInfo(model).Length, Is.LessThan(8 << 20));
    }

    private CrossValidationResult CrossValidate(string data, string backbone)
        => MusicGenreClassifier.CrossValidate(
            SharedData.Get("data", data), new TrainOptions { Backbone = backbone, WorkspacePath = _folder.Combine("cache") });
}
