using System.IO.Compression;
using System.Security.Cryptography;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Models;

/// <summary>The entries of a model file, unpacked within <see cref="InputLimits"/>.</summary>
internal static class ModelEntries
{
    /// <summary>The name of the manifest, which is the one entry without a hash.</summary>
    public const string Manifest = "MusicGenre/manifest.json";

    /// <summary>Unpacks a file.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="fileBytes">Its size.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    /// <exception cref="InvalidDataException">An entry is damaged, two have one name, or there is more than the limits allow.</exception>
    public static OrderedDictionary<string, byte[]> Unpack(ZipArchive zip, long fileBytes, CancellationToken cancellationToken)
    {
        InputLimits limits = InputLimits.Current;
        if (zip.Entries.Count > limits.MaxModelEntries)
            throw new InvalidDataException(
                $"it has {zip.Entries.Count} entries, more than {limits.MaxModelEntries} (InputLimits.{nameof(limits.MaxModelEntries)}).");
        long left = limits.MostUnpacked(fileBytes);
        var entries = new OrderedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Length > left)
                throw new InvalidDataException(
                    $"it unpacks to more than {limits.MostUnpacked(fileBytes)} bytes (InputLimits.{nameof(limits.MaxModelBytes)} and "
                    + $"{nameof(limits.MaxModelExpansion)}).");
            left -= entry.Length;
            byte[] content = Read(entry);
            // The other entries have a hash in it.
            if (entry.FullName == Manifest && ZipChecksum.Of(content) != entry.Crc32)
                throw new InvalidDataException($"its entry {entry.FullName} is not what was saved.");
            if (!entries.TryAdd(entry.FullName, content))
                throw new InvalidDataException($"it has two entries {entry.FullName}.");
        }
        return entries;
    }

    /// <summary>Computes the SHA-256 of each entry of a file that is being written, in lower-case hexadecimal, by its name.</summary>
    public static Dictionary<string, string> Hashes(ZipArchive zip) => zip.Entries.ToDictionary(entry => entry.FullName, entry =>
    {
        using Stream content = entry.Open();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    });

    /// <summary>Computes the SHA-256 of an entry, in lower-case hexadecimal.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // No more than the entry says, whatever its content says.
    private static byte[] Read(ZipArchiveEntry entry)
    {
        var bytes = new byte[entry.Length];
        using Stream content = entry.Open();
        content.ReadExactly(bytes);
        if (content.ReadByte() >= 0)
            throw new InvalidDataException($"its entry {entry.FullName} is longer than it says.");
        return bytes;
    }
}
