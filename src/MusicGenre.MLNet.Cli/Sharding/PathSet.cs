using System.Security.Cryptography;
using System.Text;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>Remembers paths by half of their SHA-256, so that a million take some 40 MB however long they are.</summary>
internal sealed class PathSet
{
    private readonly HashSet<UInt128> _keys = [];

    /// <summary>Gets the number of paths.</summary>
    public int Count => _keys.Count;

    /// <summary>Adds a path; false if it was there.</summary>
    public bool Add(string path) => _keys.Add(KeyOf(path));

    /// <summary>Gets whether a path was added.</summary>
    public bool Contains(string path) => _keys.Contains(KeyOf(path));

    /// <summary>Gets what stands for a path.</summary>
    public static UInt128 KeyOf(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), hash);
        return BitConverter.ToUInt128(hash);
    }
}
