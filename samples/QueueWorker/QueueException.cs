namespace QueueWorker;

/// <summary>What a user can put right; its message says what, where, and what to do.</summary>
internal sealed class QueueException(string message, Exception? inner = null) : Exception(message, inner);
