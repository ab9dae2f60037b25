using System.Diagnostics;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>What a program pays before its first answer: a new process loads a model file and classifies one 30-s WAV.</summary>
internal static class StartupScenario
{
    public const string Child = "startup-child";
    private const int Runs = 5;

    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        using (MusicGenreClassifier classifier = TrainedClassifier.Create(folder, options.Backbone))
            classifier.Save(folder.Combine("model.zip"));
        Music.Clip(seed: 77).SaveWav(folder.Combine("clip.wav"));
        Timing.Header("backbone", "Load, CPU ms", "first prediction, CPU ms", "both, CPU ms", "both, wall ms", "whole process, CPU ms");
        for (int run = 0; run < Runs; run++)
            Console.Write(ChildProcess.Output(Child, options with { Data = folder.Path }));
    }

    public static void RunChild(ScenarioOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(Path.Combine(options.Data!, "model.zip"));
        TimeSpan loaded = Environment.CpuUsage.TotalTime;
        GenrePrediction answer = classifier.Predict(Path.Combine(options.Data!, "clip.wav"));
        TimeSpan end = Environment.CpuUsage.TotalTime;
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Trace.Assert(answer.Ranked.Count == classifier.Genres.Count);
        Timing.Row(
            options.Backbone, Milliseconds(loaded - before), Milliseconds(end - loaded), Milliseconds(end - before), $"{wall:0}",
                Milliseconds(end));
    }

    private static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:0}";
}
