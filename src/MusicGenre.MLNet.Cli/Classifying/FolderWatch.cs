namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>
/// Waits for files in folders and names each once, when it is whole: when neither its size nor its time stamp has changed for a while.
/// Folders are looked through again and again, which works on network drives and in containers, where no system tells of changes.
/// </summary>
internal sealed class FolderWatch(PathSource source, TimeSpan interval, TimeSpan settled)
{
    private readonly HashSet<string> _named = [];
    private readonly Dictionary<string, (long Length, DateTime Changed, DateTime Seen)> _growing = [];

    /// <summary>Gets the files as they become whole; ends with the token only.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<string> Files(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (string path in source.Paths(static (_, _) => { }, cancellationToken))
                if (!_named.Contains(path) && IsWhole(path))
                {
                    _named.Add(path);
                    _growing.Remove(path);
                    yield return path;
                }
            if (cancellationToken.WaitHandle.WaitOne(interval))
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private bool IsWhole(string path)
    {
        var file = new FileInfo(path);
        DateTime now = DateTime.UtcNow;
        if (!file.Exists)
            return false;
        if (!_growing.TryGetValue(path, out var known) || (known.Length, known.Changed) != (file.Length, file.LastWriteTimeUtc))
        {
            _growing[path] = (file.Length, file.LastWriteTimeUtc, now);
            return false;
        }
        return now - known.Seen >= settled;
    }
}
