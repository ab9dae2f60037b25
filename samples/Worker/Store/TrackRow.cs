namespace Worker.Store;

/// <summary>What the database knows of a file.</summary>
/// <param name="File">The file as it was when it was classified.</param>
/// <param name="State"><c>done</c>, <c>failed</c>, or <c>retry</c>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextTry">When it is tried again.</param>
internal sealed record TrackRow(FileState File, string State, int Attempts, DateTimeOffset? NextTry)
{
    /// <summary>Whether there is something to do: the file has changed, or it is time for another try.</summary>
    public bool IsDue(FileState now, DateTimeOffset time) => File != now || (State == "retry" && NextTry <= time);
}
