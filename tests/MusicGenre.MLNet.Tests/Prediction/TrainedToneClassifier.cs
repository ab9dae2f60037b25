using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Prediction;

/// <summary>
/// A classifier trained on the tone genres, with its data, for tests that need one; on the classical baseline, which is fast.
/// </summary>
internal sealed class TrainedToneClassifier : IDisposable
{
    public TrainedToneClassifier(int tracks = 6)
    {
        Data = ToneGenres.Write(Folder.Combine("music"), tracks);
        Classifier = MusicGenreClassifier.Train(Data, Options);
    }

    public TemporaryFolder Folder { get; } = new();

    public string Data { get; }

    public TrainOptions Options => new() { Backbone = "mel-statistics", WorkspacePath = Folder.Combine("cache") };

    public MusicGenreClassifier Classifier { get; }

    public string[] Files => [.. Directory.GetFiles(Data, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        Classifier.Dispose();
        Folder.Dispose();
    }
}
