namespace QueueWorker.Queue;

/// <summary>What a worker found out about a track.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Path">The file.</param>
/// <param name="Genre">The most probable genre.</param>
/// <param name="IsUnknown">Whether the track is like nothing that the classifier knows.</param>
/// <param name="Probabilities">All genres, the most probable first.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Try">The how manieth delivery of the message it was, from 1.</param>
/// <param name="Worker">Who did it: machine and process.</param>
internal sealed record TrackResult(
    string Id,
    string Path,
    string Genre,
    bool IsUnknown,
    IReadOnlyDictionary<string, float> Probabilities,
    double Seconds,
    int Try,
    string Worker);
