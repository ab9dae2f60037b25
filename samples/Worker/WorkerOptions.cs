namespace Worker;

/// <summary>The settings of the section Worker.</summary>
internal sealed class WorkerOptions
{
    /// <summary>Gets or sets the folders that are looked after, with all below them; several are parted by the system's path separator.</summary>
    public string Folders { get; set; } = "";

    /// <summary>Gets or sets the database file.</summary>
    public string Database { get; set; } = "musicgenre.db";

    /// <summary>Gets the extensions of tracks, with a dot.</summary>
    public IList<string> Extensions { get; } = [];

    /// <summary>
    /// Gets or sets how often the folders are looked through, above 0. Changes that the system tells are seen sooner; it does not tell them
    /// all, and on network drives none.
    /// </summary>
    public TimeSpan ScanInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long a file must have been left alone before it is taken for whole.</summary>
    public TimeSpan Settled { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how many tracks wait at most between scanning and classifying.</summary>
    public int QueueLength { get; set; } = 100;

    /// <summary>Gets or sets how many tracks are classified at once.</summary>
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>Gets or sets how often a track is tried whose error may pass.</summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>Gets or sets the time before the second try; each that follows waits twice as long, up to an hour.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the folders as full paths.</summary>
    public IReadOnlyList<string> FolderPaths => [.. Folders.Split(
        Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFullPath)];

    /// <summary>Gets the extensions, those that were set or the usual ones.</summary>
    public IReadOnlySet<string> AllExtensions => Extensions.Count > 0
        ? Extensions.ToHashSet(StringComparer.OrdinalIgnoreCase)
        : new HashSet<string>(
            [".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".wma", ".wav", ".aif", ".aiff", ".au", ".ape", ".wv"],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the time before the next try.</summary>
    /// <param name="attempts">How often it was tried.</param>
    public TimeSpan RetryAfter(int attempts)
    {
        double seconds = FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20));
        return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromHours(1).TotalSeconds));
    }
}
