using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>How the cost of classifying grows with the clip's length, the number of files, of genres, and of cores.</summary>
internal static class GrowthScenario
{
    public const string Child = "growth-child";
    private const int FilesForCores = 100;

    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        using MusicGenreClassifier classifier = TrainedClassifier.Create(folder, options.Backbone);
        Lengths(folder, classifier);
        Genres(folder, options.Backbone);
        classifier.Save(folder.Combine("model.zip"));
        string[] files = LibraryScenario.MixedFiles(folder, 20);
        Files(classifier, files);
        Console.WriteLine();
        Timing.Header("cores", "files", "seconds", "× real time", "peak memory, MB");
        for (int cores = 1; cores <= Environment.ProcessorCount; cores *= 2)
            Console.Write(ChildProcess.Output(Child, options with { Data = folder.Path }, cores));
    }

    public static void RunChild(ScenarioOptions options)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(Path.Combine(options.Data!, "model.zip"));
        string[] files = [.. Directory.GetFiles(Path.Combine(options.Data!, "library"), "*", SearchOption.AllDirectories).Order(
            StringComparer.Ordinal)];
        double seconds = Classify(classifier, files, FilesForCores);
        Timing.Row(Environment.ProcessorCount, FilesForCores, $"{seconds:0.00}", $"{30 * FilesForCores / seconds:0}",
            $"{Timing.PeakMegabytes():0}");
    }

    private static void Lengths(TemporaryFolder folder, MusicGenreClassifier classifier)
    {
        Timing.Header("clip", "warm classification, ms", "× real time");
        foreach (double seconds in (double[])[5, 30, 120, 600, 3600])
        {
            string wav = folder.Combine("length.wav");
            Music.Clip(seconds).SaveWav(wav);
            double milliseconds = Timing.MedianMilliseconds(5, () => classifier.Predict(wav));
            Timing.Row($"{seconds} s", $"{milliseconds:0.0}", $"{1000 * seconds / milliseconds:0}");
            File.Delete(wav);
        }
    }

    private static void Genres(TemporaryFolder folder, string backbone)
    {
        string wav = folder.Combine("genres.wav");
        Music.Clip(seed: 77).SaveWav(wav);
        Console.WriteLine();
        Timing.Header("genres", "warm classification of 30 s, ms");
        foreach (int genres in (int[])[2, 10, 50, 100])
        {
            using MusicGenreClassifier classifier = TrainedClassifier.Create(folder, backbone, genres);
            Timing.Row(genres, $"{Timing.MedianMilliseconds(11, () => classifier.Predict(wav)):0.0}");
        }
    }

    private static void Files(MusicGenreClassifier classifier, string[] files)
    {
        Console.WriteLine();
        Timing.Header("files of 30 s, half mp3", "seconds", "× real time");
        foreach (int count in (int[])[1, 10, 100, 300])
        {
            double seconds = Classify(classifier, files, count);
            Timing.Row(count, $"{seconds:0.00}", $"{30 * count / seconds:0}");
        }
    }

    private static double Classify(MusicGenreClassifier classifier, string[] files, int count)
        => Timing.Seconds(() => classifier.PredictMany(Enumerable.Range(0, count).Select(i => files[i % files.Length])).Count());
}
