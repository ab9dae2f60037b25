using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>
/// The throughput of two backbones side by side: the same 30-s WAVs, front end included, on all cores, in rounds that alternate, so that
/// both see the machine in the same state. Nothing but the WAVs is decoded, so that no decoder's start is measured.
/// </summary>
internal static class ThroughputScenario
{
    private const int Rounds = 7;

    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        string data = options.Data ?? Music.WriteFolders(folder.Combine("library"), tracks: 40, genres: 10);
        string[] found = [.. Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] files = [.. Enumerable.Range(0, options.Count ?? 200).Select(i => found[i % found.Length])];
        using MusicGenreClassifier first = TrainedClassifier.Create(folder, options.Backbone);
        using MusicGenreClassifier second = TrainedClassifier.Create(folder, options.Against);
        List<Measured> ours = [], theirs = [];
        for (int round = 0; round <= Rounds; round++)
        {
            ours.Add(Classify(first, files));
            theirs.Add(Classify(second, files));
        }
        // The first round of each is the warm-up.
        (Measured mine, Measured other) = (Median(ours[1..]), Median(theirs[1..]));
        Timing.Header("backbone", "clips", "clips/s", "ms a clip", "CPU ms a clip");
        Row(options.Backbone, files.Length, mine);
        Row(options.Against, files.Length, other);
        Console.WriteLine();
        Console.WriteLine($"{options.Backbone} does {other.Seconds / mine.Seconds:0.00} times the work of {options.Against}, by CPU time {other.Cpu / mine.Cpu:0.00} times.");
    }

    private static Measured Classify(MusicGenreClassifier classifier, string[] files)
    {
        double cpu = Timing.CpuSeconds();
        int answers = 0;
        double seconds = Timing.Seconds(() => answers = classifier.PredictMany(files).Count(r => r.Succeeded));
        return answers == files.Length
            ? new Measured(seconds, Timing.CpuSeconds() - cpu)
            : throw new InvalidOperationException($"{files.Length - answers} of {files.Length} clips could not be classified.");
    }

    private static Measured Median(IReadOnlyList<Measured> rounds)
        => new(rounds.Select(r => r.Seconds).Order().ElementAt(rounds.Count / 2), rounds
            .Select(r => r.Cpu).Order().ElementAt(rounds.Count / 2));

    private static void Row(string backbone, int clips, Measured measured)
        => Timing.Row(backbone, clips, $"{clips / measured.Seconds:0}", $"{1000 * measured.Seconds / clips:0.0}",
            $"{1000 * measured.Cpu / clips:0.0}");

    private readonly record struct Measured(double Seconds, double Cpu);
}
