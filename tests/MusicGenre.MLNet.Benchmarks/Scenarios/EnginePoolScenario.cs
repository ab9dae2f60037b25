using System.Diagnostics;
using Microsoft.ML;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>
/// ML.NET's habit in services, a pool of prediction engines, each for one thread at a time, beside one classifier for all threads: what
/// they cost for the same model file.
/// </summary>
internal static class EnginePoolScenario
{
    private const int Runs = 21;

    public static void Run(ScenarioOptions options)
    {
        int engines = options.Count ?? 8;
        using var folder = new TemporaryFolder();
        string model = folder.Combine("model.zip"), wav = folder.Combine("clip.wav");
        using (MusicGenreClassifier trained = TrainedClassifier.Create(folder, options.Backbone))
            trained.Save(model);
        Music.Clip(seed: 77).SaveWav(wav);

        Timing.Header($"for {engines} threads", "ready after, ms", "MB", "warm classification, ms (median of 21)");
        double before = Megabytes();
        MusicGenreClassifier? classifier = null;
        double seconds = Timing.Seconds(() => (classifier = MusicGenreClassifier.Load(model)).Predict(wav));
        double milliseconds = Timing.MedianMilliseconds(Runs, () => classifier!.Predict(wav, new PredictOptions { MaxDegreeOfParallelism = 1 }));
        Timing.Row("one MusicGenreClassifier", $"{1000 * seconds:0}", $"{Megabytes() - before:0}", $"{milliseconds:0.0}");
        classifier!.Dispose();

        before = Megabytes();
        var pool = new List<PredictionEngine<GenreModelInput, GenreModelOutput>>();
        seconds = Timing.Seconds(() =>
        {
            var ml = new MLContext();
            for (int i = 0; i < engines; i++)
            {
                // As a pool does: each engine has its own copy of the transforms.
                pool.Add(ml.Model.CreatePredictionEngine<GenreModelInput, GenreModelOutput>(ml.Model.Load(model, out _)));
                pool[i].Predict(new GenreModelInput { AudioPath = wav });
            }
        });
        milliseconds = Timing.MedianMilliseconds(Runs, () => pool[0].Predict(new GenreModelInput { AudioPath = wav }));
        Timing.Row($"a pool of {engines} prediction engines", $"{1000 * seconds:0}", $"{Megabytes() - before:0}", $"{milliseconds:0.0}");
        pool.ForEach(engine => engine.Dispose());
    }

    private static double Megabytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }
}
