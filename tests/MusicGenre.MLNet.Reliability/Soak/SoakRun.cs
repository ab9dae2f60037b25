using System.Collections.Concurrent;
using System.Diagnostics;

namespace MusicGenre.MLNet.Endurance.Soak;

/// <summary>
/// Many predictions on many threads, with failing files among them, then rounds of load, predict, save and dispose. Every answer must be the
/// one that an undisturbed classifier gave, every error of the same type and message, and what the process takes must not grow.
/// </summary>
/// <param name="predictions">How many predictions.</param>
/// <param name="threads">On how many threads.</param>
/// <param name="rounds">How many classifiers are loaded and disposed afterwards.</param>
internal sealed class SoakRun(int predictions, int threads, int rounds, string? only = null)
{
    private const double Flat = 1.05;

    // Fewer say nothing about memory: caches and heaps have not come to rest.
    private const int EnoughForMemory = 10_000;

    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>Runs.</summary>
    /// <returns>Whether everything was right and flat.</returns>
    public bool Run(TextWriter report)
    {
        using var listener = new Listener();
        listener.Proxy();
        using var folder = new TemporaryFolder();
        var inputs = new SoakInputs(folder, only);
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained("rock", "jazz", "blues", "techno");
        Dictionary<string, string> expected = inputs.All.ToDictionary(path => path, path => Answer(classifier, path));
        report.WriteLine($"begin: {Consumption.Now()}");
        Predict(classifier, inputs, expected, predictions / 10);
        Consumption warm = Consumption.Now();
        report.WriteLine($"after {predictions / 10} predictions: {warm}");
        var clock = Stopwatch.StartNew();
        Consumption end = warm;
        for (int tenth = 2; tenth <= 10; tenth++)
        {
            Predict(classifier, inputs, expected, predictions / 10);
            end = Consumption.Now();
            report.WriteLine(FormattableString.Invariant(
                $"after {tenth * (predictions / 10)} predictions: {end}, {(tenth - 1) * (predictions / 10) / clock.Elapsed.TotalSeconds:0} a second"));
        }
        Compare("predictions", warm, end);

        string model = folder.Combine("model.zip");
        classifier.Save(model);
        Rounds(model, inputs, expected, rounds / 10);
        Consumption warmRounds = Consumption.Now();
        report.WriteLine($"after {rounds / 10} rounds of load, predict, save, dispose: {warmRounds}");
        Rounds(model, inputs, expected, rounds - rounds / 10);
        Consumption endRounds = Consumption.Now();
        report.WriteLine($"after {rounds} rounds: {endRounds}");
        Compare("rounds", warmRounds, endRounds);

        foreach (string line in listener.Sockets())
            _faults.Enqueue($"a socket: {line}");
        if (listener.Connections > 0)
            _faults.Enqueue($"{listener.Connections} connections");
        report.WriteLine($"{listener.Connections} connections tried, {_faults.Count} faults");
        foreach (string fault in _faults.Take(20))
            report.WriteLine(fault);
        return _faults.IsEmpty;
    }

    private void Predict(MusicGenreClassifier classifier, SoakInputs inputs, Dictionary<string, string> expected, int count)
    {
        int next = -1;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
                Check(inputs[i], Answer(classifier, inputs[i]), expected);
        }))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
    }

    private void Rounds(string model, SoakInputs inputs, Dictionary<string, string> expected, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using MusicGenreClassifier classifier = MusicGenreClassifier.Load(model);
            Check(inputs[i], Answer(classifier, inputs[i]), expected);
            // A fresh model is written through ML.NET, which works with files.
            if (i % 20 == 0)
                using (MusicGenreClassifier fresh = MusicGenreClassifier.Pretrained("rock", "jazz", "blues", "techno"))
                    fresh.Save(model + ".again");
        }
    }

    private void Check(string path, string answer, Dictionary<string, string> expected)
    {
        if (answer != expected[path])
            _faults.Enqueue($"{path}: {answer} instead of {expected[path]}");
    }

    private void Compare(string what, Consumption warm, Consumption end)
    {
        // Pools of threads and files breathe a little; a leak of one in ten calls would be hundreds.
        bool grows = predictions >= EnoughForMemory && end.Megabytes > warm.Megabytes * Flat;
        if (grows || end.Threads > warm.Threads + 8 || end.Files > warm.Files + 8 || end.Temporary > warm.Temporary)
            _faults.Enqueue($"{what}: not flat, from {warm} to {end}");
    }

    private static string Answer(MusicGenreClassifier classifier, string path)
    {
        try
        {
            return string.Join(' ', classifier.Predict(path).Ranked.Select(genre => $"{genre.Genre} {genre.Probability:R}"));
        }
        catch (Exception error)
        {
            // Each failing file must fail in the same way every time.
            return $"{error.GetType().Name}: {error.Message}";
        }
    }
}
