namespace Worker.Scanning;

/// <summary>Rings when the system tells of a change in one of some folders; it need not tell.</summary>
internal sealed class FolderBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <summary>Begins to listen. Where the system cannot (too many folders, some network drives), nothing rings.</summary>
    public FolderBell(IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            try
            {
                var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
                watcher.Created += Ring;
                watcher.Changed += Ring;
                watcher.Renamed += Ring;
                watcher.Deleted += Ring;
                watcher.EnableRaisingEvents = true;
                _watchers.Add(watcher);
            }
            catch (Exception error) when (error is IOException or ArgumentException)
            {
                // The folders are looked through from time to time all the same.
            }
        }
    }

    /// <summary>Waits for a change, or for a time.</summary>
    public async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await _rung.WaitAsync(time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
        _rung.Dispose();
    }

    private void Ring(object sender, FileSystemEventArgs change)
    {
        try
        {
            _rung.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // It has rung already, or nobody listens any more.
        }
    }
}
