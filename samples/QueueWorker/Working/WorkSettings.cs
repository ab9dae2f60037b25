namespace QueueWorker.Working;

/// <summary>How a worker works.</summary>
internal sealed record WorkSettings
{
    /// <summary>Gets how many messages are worked on at once. Default: the number of cores.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets after how many tries a message is given up. Default: 5.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Gets how long a message waits after a try that failed. Default: 5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets for how long the server may be away. Default: 1 minute.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets how long the worker waits for a message before it looks whether all is in order. Default: 2 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets whether the worker ends when the queue is empty.</summary>
    public bool UntilEmpty { get; init; }
}
