using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Tells a PNG by its first eight bytes.</summary>
internal static class PngSignature
{
    private static ReadOnlySpan<byte> Bytes => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsAt(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Bytes);
    }

    /// <summary>Looks at a stream's first bytes and returns a stream that still has them.</summary>
    public static (bool IsPng, Stream Whole) Peek(Stream stream)
    {
        var start = new byte[8];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bool isPng = read == start.Length && start.AsSpan().SequenceEqual(Bytes);
        if (!stream.CanSeek)
            return (isPng, new PrefixedStream(start.AsMemory(0, read), stream));
        stream.Seek(-read, SeekOrigin.Current);
        return (isPng, stream);
    }
}
