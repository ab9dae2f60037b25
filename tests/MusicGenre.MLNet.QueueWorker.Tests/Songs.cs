namespace MusicGenre.MLNet.QueueWorker.Tests;

/// <summary>Short clips and a small model that tells them apart, made once for all tests.</summary>
[SetUpFixture]
public sealed class Songs
{
    private const int ForTraining = 6, TracksAGenre = 100;

    private static TemporaryFolder? _folder;
    private static MusicGenreClassifier? _classifier;

    /// <summary>Gets the clips, 300 of them.</summary>
    public static IReadOnlyList<string> Paths { get; private set; } = [];

    /// <summary>Gets the model's file.</summary>
    public static string Model => _folder!.Combine("genres.zip");

    /// <summary>Gets the model.</summary>
    public static MusicGenreClassifier Classifier => _classifier!;

    /// <summary>Makes them.</summary>
    [OneTimeSetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        string music = ToneGenres.Write(_folder.Combine("music"), TracksAGenre, seconds: 1, seed: 5_000);
        Paths = [.. Directory.GetFiles(music, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string training = ToneGenres.Write(_folder.Combine("training"), ForTraining, seconds: 1);
        _classifier = MusicGenreClassifier.Train(training, new TrainOptions { Backbone = "mel-statistics" });
        _classifier.Save(Model);
    }

    /// <summary>Deletes them.</summary>
    [OneTimeTearDown]
    public void Delete()
    {
        _classifier?.Dispose();
        _folder?.Dispose();
    }
}
