namespace QueueWorker.Queue;

/// <summary>How full the queue is.</summary>
/// <param name="Length">Messages in the queue, those that are worked on among them.</param>
/// <param name="Capacity">The most that it takes.</param>
/// <param name="Waiting">Messages that no worker has yet.</param>
/// <param name="InWork">Messages that a worker has and has not acknowledged.</param>
/// <param name="Redelivered">Of these, how many were delivered more than once.</param>
/// <param name="Results">Results that are stored.</param>
/// <param name="Dead">Messages that were given up.</param>
internal sealed record QueueStatus(long Length, long Capacity, long Waiting, long InWork, long Redelivered, long Results, long Dead);
