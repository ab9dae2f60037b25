using System.IO.Compression;
using System.Security.Cryptography;

namespace MusicGenre.MLNet.Models;

/// <summary>The entries of a model file, each unpacked once.</summary>
internal sealed class ModelEntries
{
    private readonly List<(string Name, byte[] Content)> _entries;

    private ModelEntries(List<(string, byte[])> entries) => _entries = entries;

    /// <exception cref="InvalidDataException">An entry is damaged.</exception>
    public static ModelEntries Read(ZipArchive zip)
    {
        var entries = new List<(string, byte[])>();
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            entries.Add((entry.FullName, copy.ToArray()));
        }
        return new ModelEntries(entries);
    }

    /// <summary>An entry's content; <see langword="null"/> if there is no such entry.</summary>
    public byte[]? Find(string name) => _entries.Find(e => e.Name == name).Content;

    /// <summary>The content of the first entry whose name ends so; <see langword="null"/> if there is none.</summary>
    public byte[]? FirstEndingWith(string end) => _entries.Find(e => e.Name.EndsWith(end, StringComparison.Ordinal)).Content;

    /// <summary>SHA-256 of each entry but one, in lower-case hexadecimal, by name.</summary>
    public IReadOnlyDictionary<string, string> HashesWithout(string name)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string entry, byte[] content) in _entries)
            if (entry != name)
                hashes[entry] = Convert.ToHexStringLower(SHA256.HashData(content));
        return hashes;
    }
}
