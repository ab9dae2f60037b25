using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// One file of an <see cref="EmbeddingCache"/>: magic, SHA-256 of the key, size of an embedding, number of segments, their times in ticks,
/// the values, SHA-256 of all before; little-endian. The first version had no key in it, and is still read.
/// </summary>
internal static class CacheEntry
{
    private static ReadOnlySpan<byte> Magic => "MGEMBED2"u8;

    private static ReadOnlySpan<byte> MagicWithoutKey => "MGEMBED1"u8;

    /// <summary>Makes a file's content.</summary>
    public static byte[] Format(string key, SegmentEmbeddings embeddings)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(HashOf(key));
        writer.Write(embeddings.Size);
        writer.Write(embeddings.Count);
        foreach (SegmentTime time in embeddings.Times)
        {
            writer.Write(time.Start.Ticks);
            writer.Write(time.End.Ticks);
        }
        writer.Write(MemoryMarshal.AsBytes(embeddings.Values.Span));
        writer.Flush();
        writer.Write(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        writer.Flush();
        return memory.ToArray();
    }

    /// <summary>Reads a file's content.</summary>
    /// <returns>The embeddings, or <see langword="null"/> if the file is damaged, or that of another key.</returns>
    public static SegmentEmbeddings? Parse(string key, byte[] bytes)
    {
        int content = bytes.Length - SHA256.HashSizeInBytes;
        if (content < Magic.Length || !SHA256.HashData(bytes.AsSpan(0, content)).AsSpan().SequenceEqual(bytes.AsSpan(content)))
            return null;
        ReadOnlySpan<byte> rest = bytes.AsSpan(Magic.Length, content - Magic.Length);
        if (bytes.AsSpan().StartsWith(MagicWithoutKey))
            return Embeddings(rest);
        return bytes.AsSpan().StartsWith(Magic) && rest.StartsWith(HashOf(key)) ? Embeddings(rest[SHA256.HashSizeInBytes..]) : null;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    // Whoever writes a file can write the right hash too, so nothing is taken on trust.
    private static SegmentEmbeddings? Embeddings(ReadOnlySpan<byte> content)
    {
        const int Header = 2 * sizeof(int), Time = 2 * sizeof(long);
        if (content.Length < Header)
            return null;
        int size = MemoryMarshal.Read<int>(content), count = MemoryMarshal.Read<int>(content[sizeof(int)..]);
        if (size <= 0 || count <= 0 || content.Length != Header + (Int128)count * (Time + (long)size * sizeof(float)))
            return null;
        ReadOnlySpan<long> ticks = MemoryMarshal.Cast<byte, long>(content.Slice(Header, count * Time));
        var times = new SegmentTime[count];
        for (int i = 0; i < count; i++)
        {
            (long start, long end) = (ticks[2 * i], ticks[(2 * i) + 1]);
            if (start < 0 || end <= start)
                return null;
            times[i] = new SegmentTime(new TimeSpan(start), new TimeSpan(end));
        }
        float[] values = MemoryMarshal.Cast<byte, float>(content[(Header + count * Time)..]).ToArray();
        return Array.TrueForAll(values, float.IsFinite) ? new SegmentEmbeddings(values, size, times) : null;
    }
}
