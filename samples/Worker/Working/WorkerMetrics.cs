using System.Diagnostics.Metrics;

namespace Worker.Working;

/// <summary>What the worker counts, under the meter <c>MusicGenre.Worker</c>; the classifier has a meter of its own.</summary>
internal sealed class WorkerMetrics
{
    private const string Result = "result";
    private readonly Counter<long> _tracks;

    public WorkerMetrics(IMeterFactory factory, TrackQueue queue)
    {
        Meter meter = factory.Create("MusicGenre.Worker");
        _tracks = meter.CreateCounter<long>("musicgenre.worker.tracks", "{track}", "Tracks by what came of them.");
        meter.CreateObservableUpDownCounter("musicgenre.worker.queue", () => queue.Count, "{track}", "Tracks that wait or are at work.");
    }

    public void Done() => _tracks.Add(1, new KeyValuePair<string, object?>(Result, "done"));

    public void Failed() => _tracks.Add(1, new KeyValuePair<string, object?>(Result, "failed"));

    public void Retried() => _tracks.Add(1, new KeyValuePair<string, object?>(Result, "retry"));
}
