namespace QueueWorker.Queue;

/// <summary>A message of the queue: a track to classify.</summary>
/// <param name="Id">Names the message everywhere: duplicates are known by it, and the result is stored under it.</param>
/// <param name="Path">The file, as the workers see it.</param>
internal sealed record TrackJob(string Id, string Path);
