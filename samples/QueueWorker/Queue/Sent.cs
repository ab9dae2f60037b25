namespace QueueWorker.Queue;

/// <summary>What became of a message that was sent.</summary>
internal enum Sent
{
    /// <summary>It is in the queue.</summary>
    Accepted,

    /// <summary>One of the same id was sent lately; it was dropped.</summary>
    Duplicate,

    /// <summary>The queue takes no more for now.</summary>
    QueueIsFull,
}
