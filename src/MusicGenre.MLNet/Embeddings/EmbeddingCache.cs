using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Keeps embeddings on disk, under a key of the file's content, the backbone and the settings: a file that was moved or renamed is found
/// again, one that was changed is not. A damaged entry is computed again. The folder may be deleted at any time, and does not grow without
/// bound: entries that were not used for longest are deleted.
/// </summary>
public sealed class EmbeddingCache
{
    // Part of every key: raise it when audio decoding or a front end changes its results.
    private const string KeyVersion = "MusicGenre.MLNet embedding 1";

    private readonly CacheBudget _budget;
    private readonly Lazy<bool> _swept;

    /// <summary>Opens a cache; its folder is created when the first entry is written.</summary>
    /// <param name="directory">
    /// The folder; <see langword="null"/> for <c>MusicGenre.MLNet/embeddings</c> in the user's folder for local application data.
    /// </param>
    /// <param name="maxBytes">The most bytes that the entries may take.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is not positive.</exception>
    public EmbeddingCache(string? directory = null, long maxBytes = DefaultMaxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        Directory = Path.GetFullPath(directory ?? Path.Combine(UserFolder.Location, "embeddings"));
        _budget = new CacheBudget(Directory, maxBytes);
        _swept = new Lazy<bool>(() =>
        {
            Leftovers.RemoveHidden(Directory);
            return true;
        });
    }

    /// <summary>The most bytes that the entries take unless another number is given: 2 GB, some 400,000 tracks of 30 s.</summary>
    public const long DefaultMaxBytes = 2_000_000_000;

    /// <summary>Gets the folder's full path.</summary>
    public string Directory { get; }

    /// <summary>Deletes all entries; other files in the folder stay.</summary>
    /// <returns>The number of entries and of bytes that were deleted.</returns>
    /// <exception cref="IOException">An entry cannot be deleted.</exception>
    public (int Entries, long Bytes) Clear()
    {
        (int entries, long bytes) = (0, 0);
        foreach (FileInfo entry in CacheBudget.EntriesOf(Directory).ToArray())
        {
            (entries, bytes) = (entries + 1, bytes + entry.Length);
            entry.Delete();
            if (entry.Directory is { } folder && folder.FullName != Directory && !folder.EnumerateFileSystemInfos().Any())
                folder.Delete();
        }
        return (entries, bytes);
    }

    /// <summary>
    /// Computes the key of a file's embeddings: SHA-256 over its content, the backbone, the segment settings, and what was done to the file
    /// before (an empty text for the file as it is).
    /// </summary>
    internal static string KeyOf(string path, Backbone backbone, SegmentOptions segments, string variant = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{KeyVersion}|{backbone.Hash}|{segments.MaxSecondsPerTrack:R}|{segments.MinSeconds:R}|{segments.SilenceDecibels:R}|")));
        if (segments.PictureColumnSeconds is { } seconds)
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seconds:R} s a column|")));
        if (variant.Length > 0)
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(variant)));
        using (FileStream content = File.OpenRead(path))
            hash.AppendData(SHA256.HashData(content));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Takes embeddings from a cache if they are there and whole; else makes and keeps them.</summary>
    /// <param name="cache">The cache; <see langword="null"/> for none.</param>
    /// <param name="path">The file.</param>
    /// <param name="backbone">What embeds it.</param>
    /// <param name="segments">How much of it is embedded.</param>
    /// <param name="variant">What was done to it before; an empty text for the file as it is.</param>
    /// <param name="make">Makes the embeddings; <see langword="null"/> where there is nothing to embed, which is not kept.</param>
    internal static (SegmentEmbeddings? Embeddings, bool FromCache) GetOrMake(
        EmbeddingCache? cache, string path, Backbone backbone, SegmentOptions segments, string variant, Func<SegmentEmbeddings?> make)
    {
        if (cache is null)
            return (make(), false);
        string key = KeyOf(path, backbone, segments, variant);
        if (cache.TryRead(key) is { } kept && kept.Size == backbone.EmbeddingSize)
            return (kept, true);
        SegmentEmbeddings? made = make();
        if (made is not null)
            cache.TryWrite(key, made);
        return (made, false);
    }

    /// <summary>Reads an entry.</summary>
    /// <returns>The embeddings, or <see langword="null"/> if there is no entry or it is damaged.</returns>
    internal SegmentEmbeddings? TryRead(string key)
    {
        byte[] bytes;
        string path = PathOf(key);
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there, or not readable by this user: the embeddings are made again.
            return null;
        }
        CacheBudget.Used(path);
        return CacheEntry.Parse(key, bytes);
    }

    /// <summary>Writes an entry. A disk that cannot be written to is no error: the embeddings are then made again next time.</summary>
    /// <returns>Whether the entry was written.</returns>
    internal bool TryWrite(string key, SegmentEmbeddings embeddings)
    {
        string path = PathOf(key);
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Temporary files lie in the cache's own folder, which is quickly searched for what killed processes left.
            _ = _swept.Value;
            byte[] entry = CacheEntry.Format(key, embeddings);
            AtomicFile.Write(path, Path.Combine(Directory, Leftovers.NewHidden(path)), stream => stream.Write(entry));
            _budget.Written(entry.Length);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk costs time, not the training.
            return false;
        }
    }

    private string PathOf(string key) => Path.Combine(Directory, key[..2], key + CacheBudget.Extension);
}
