namespace QueueWorker.Queue;

/// <summary>A message that was given up.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why the last try failed.</param>
/// <param name="Tries">How many there were.</param>
/// <param name="Time">When it was given up.</param>
internal sealed record DeadLetter(string Id, string Path, string Reason, int Tries, DateTimeOffset Time);
