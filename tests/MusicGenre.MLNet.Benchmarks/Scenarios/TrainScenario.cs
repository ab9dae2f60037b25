using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>Training with default settings, nothing cached and then with every embedding cached.</summary>
internal static class TrainScenario
{
    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        int tracks = options.Count ?? 1000;
        string data = options.Data ?? Music.WriteFolders(folder.Combine("music"), tracks, genres: 10);
        var settings = new TrainOptions { Backbone = options.Backbone, WorkspacePath = folder.Combine("cache") };
        Timing.Header("backbone", "tracks", "run", "seconds", "CPU seconds", "embedding", "head", "peak memory, MB");
        foreach (string run in (string[])["nothing cached", "cached"])
        {
            TrainingSummary summary = null!;
            double cpu = Timing.CpuSeconds();
            double seconds = Timing.Seconds(() =>
            {
                using MusicGenreClassifier classifier = MusicGenreClassifier.Train(data, settings);
                summary = classifier.Training!;
            });
            Timing.Row(
                options.Backbone, summary.Tracks, run, $"{seconds:0.0}", $"{Timing.CpuSeconds() - cpu:0.0}",
                    $"{summary.EmbeddingTime.TotalSeconds:0.0}", $"{summary.TrainingTime.TotalSeconds:0.0}", $"{Timing.PeakMegabytes():0}");
        }
    }
}
