namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>The checksums of file formats, so that a damaged part gets past them.</summary>
internal static class Checksums
{
    private static readonly uint[] ZipTable = [.. Enumerable.Range(0, 256).Select(n => Reflected((uint)n))];
    private static readonly uint[] OggTable = [.. Enumerable.Range(0, 256).Select(n => Straight((uint)n << 24))];

    /// <summary>CRC-32 as in PNG and zip (ISO 3309).</summary>
    public static uint Zip(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in bytes)
            sum = ZipTable[(byte)(sum ^ b)] ^ (sum >> 8);
        return ~sum;
    }

    /// <summary>The checksum of a page of Ogg (RFC 3533), whose own place holds zeros meanwhile.</summary>
    public static uint Ogg(ReadOnlySpan<byte> page)
    {
        uint sum = 0;
        foreach (byte b in page)
            sum = (sum << 8) ^ OggTable[(byte)(sum >> 24) ^ b];
        return sum;
    }

    private static uint Reflected(uint n)
    {
        for (int bit = 0; bit < 8; bit++)
            n = (n & 1) != 0 ? 0xEDB88320 ^ (n >> 1) : n >> 1;
        return n;
    }

    private static uint Straight(uint n)
    {
        for (int bit = 0; bit < 8; bit++)
            n = (n & 0x80000000) != 0 ? 0x04C11DB7 ^ (n << 1) : n << 1;
        return n;
    }
}
