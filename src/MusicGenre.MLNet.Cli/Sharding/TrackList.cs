using System.Security.Cryptography;
using System.Text;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>
/// A list of files that several processes share out among themselves: a text file, a path a line. They need not talk to each other: the
/// n-th path belongs to shard n modulo the number of shards. A path that the list names twice counts once.
/// </summary>
internal sealed class TrackList
{
    private readonly string _file;

    private TrackList(string file, string hash, int count) => (_file, Hash, Count) = (file, hash, count);

    /// <summary>Gets the SHA-256 of the paths, in their order: two lists with the same hash are the same list.</summary>
    public string Hash { get; }

    /// <summary>Gets the number of paths, each counted once.</summary>
    public int Count { get; }

    /// <summary>Reads a list once, to know it.</summary>
    /// <exception cref="ToolException">There is no such list, or nothing is in it.</exception>
    public static TrackList Open(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new ToolException($"There is no list of files {file}.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int count = 0;
        foreach (string path in Paths(file))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData("\n"u8);
            count++;
        }
        return count > 0
            ? new TrackList(file, Convert.ToHexStringLower(hash.GetHashAndReset()), count)
            : throw new ToolException($"The list {file} is empty. Write a path a line into it, as 'find music -type f' prints them.");
    }

    /// <summary>Gets the number of paths of a shard.</summary>
    public int CountOf(Shard shard) => CountOf(Count, shard);

    /// <summary>Gets the number of paths of a shard of a list.</summary>
    public static int CountOf(int paths, Shard shard) => (paths / shard.Count) + (shard.Index < paths % shard.Count ? 1 : 0);

    /// <summary>Gets the paths of a shard, in their order.</summary>
    public IEnumerable<string> PathsOf(Shard shard) => Paths(_file).Where((_, index) => index % shard.Count == shard.Index);

    // 16 bytes of a hash for each path: the one thing here that grows with the list.
    private static IEnumerable<string> Paths(string file)
    {
        var seen = new PathSet();
        foreach (string line in File.ReadLines(file))
            if (line.Length > 0 && seen.Add(line))
                yield return line;
    }
}
