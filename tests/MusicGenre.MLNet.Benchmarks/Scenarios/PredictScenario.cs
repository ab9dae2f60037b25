using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>A whole classification, WAV in, genre out, by a warm classifier.</summary>
internal static class PredictScenario
{
    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        using MusicGenreClassifier classifier = TrainedClassifier.Create(folder, options.Backbone);
        string wav = folder.Combine("clip.wav");
        Music.Clip(seed: 77).SaveWav(wav);
        Timing.Header("backbone", "warm classification of a 30-s WAV, ms (median of 21)");
        Timing.Row(options.Backbone, $"{Timing.MedianMilliseconds(21, () => classifier.Predict(wav)):0.0}");
    }
}
