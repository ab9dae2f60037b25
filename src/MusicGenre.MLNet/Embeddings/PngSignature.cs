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

    /// <summary>Reads a stream's first bytes and goes back, if the stream can seek.</summary>
    /// <returns>Whether a PNG begins there, and what was taken from a stream that cannot seek.</returns>
    public static (bool IsPng, ReadOnlyMemory<byte> Taken) Peek(Stream stream)
    {
        var start = new byte[8];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bool isPng = read == start.Length && start.AsSpan().SequenceEqual(Bytes);
        if (!stream.CanSeek)
            return (isPng, start.AsMemory(0, read));
        stream.Seek(-read, SeekOrigin.Current);
        return (isPng, default);
    }
}
