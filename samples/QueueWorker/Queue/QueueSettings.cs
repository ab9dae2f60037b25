namespace QueueWorker.Queue;

/// <summary>What the command <c>setup</c> decides about a queue.</summary>
internal sealed record QueueSettings
{
    /// <summary>Gets the most messages that the queue takes; producers wait beyond. Default: 10,000.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>
    /// Gets how long a worker may be silent about a message before another one gets it. Workers say every third of it that they are at
    /// work. Default: 30 s.
    /// </summary>
    public TimeSpan AckWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets how long the server remembers the ids of messages, so as to drop those that are sent twice. Default: 10 minutes.
    /// </summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);
}
