using System.IO.Compression;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>The entries of a zip, taken apart and put together again, with a fixed time: the same entries give the same file.</summary>
internal static class ZipParts
{
    private static readonly DateTimeOffset Time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static List<(string Name, byte[] Data)> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    public static byte[] Write(IEnumerable<(string Name, byte[] Data)> entries, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] data) in entries)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = Time;
                using Stream content = entry.Open();
                content.Write(data);
            }
        return file.ToArray();
    }

    /// <summary>Damages the list of entries: one less, one twice, one renamed, one more.</summary>
    public static void MutateList(Dice dice, List<(string Name, byte[] Data)> entries)
    {
        if (entries.Count == 0)
            return;
        int at = dice.Next(entries.Count);
        switch (dice.Next(6))
        {
            case 0: entries.RemoveAt(at); break;
            case 1: entries.Add(entries[at]); break;
            case 2: entries[at] = (dice.Pick(entries[at].Name + "x", " ", "../" + entries[at].Name), entries[at].Data); break;
            case 3: (entries[at], entries[0]) = (entries[0], entries[at]); break;
            case 4: entries[at] = (entries[at].Name, entries[dice.Next(entries.Count)].Data); break;
            // Of no meaning, and large when it is unpacked.
            default: entries.Add(($"extra{dice.Next(3)}", new byte[dice.Next(dice.OneIn(4) ? 1 << 24 : 100)])); break;
        }
    }
}
