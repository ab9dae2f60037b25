namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Keeps the folder of an embedding cache below a size: those that were not used for longest go first. An entry is used when it is written or read; a
/// file's time of last write says when, to within an hour.
/// </summary>
/// <param name="directory">The folder.</param>
/// <param name="maxBytes">The most bytes that its entries may take.</param>
internal sealed class CacheBudget(string directory, long maxBytes)
{
    /// <summary>What the names of entries end with.</summary>
    public const string Extension = ".emb";

    // Down to this share, so that not every entry means looking through the folder.
    private const double Kept = 0.9;

    private static readonly TimeSpan Grain = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private long _bytes = -1;

    /// <summary>Gets the entries of a cache; none if there is no such folder.</summary>
    public static IEnumerable<FileInfo> EntriesOf(string directory)
    {
        var folder = new DirectoryInfo(directory);
        return folder.Exists ? folder.EnumerateFiles("*" + Extension, SearchOption.AllDirectories) : [];
    }

    /// <summary>Counts an entry that was written, and deletes others where there are too many.</summary>
    public void Written(long bytes)
    {
        lock (_lock)
        {
            // What other processes write is counted when the folder is gone through the next time.
            _bytes = _bytes < 0 ? Entries().Sum(entry => entry.Length) : _bytes + bytes;
            if (_bytes > maxBytes)
                _bytes = Shrink();
        }
    }

    /// <summary>Remembers that an entry was used.</summary>
    public static void Used(string path)
    {
        try
        {
            DateTime now = DateTime.UtcNow;
            if ((now - File.GetLastWriteTimeUtc(path)).Duration() > Grain)
                File.SetLastWriteTimeUtc(path, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that may only be read keeps its order.
        }
    }

    private long Shrink()
    {
        FileInfo[] entries = [.. Entries().OrderBy(entry => entry.LastWriteTimeUtc)];
        long bytes = entries.Sum(entry => entry.Length);
        foreach (FileInfo entry in entries)
        {
            if (bytes <= maxBytes * Kept)
                break;
            bytes -= entry.Length;
            try
            {
                entry.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process has it open, or took it already.
            }
        }
        return bytes;
    }

    private IEnumerable<FileInfo> Entries() => EntriesOf(directory);
}
