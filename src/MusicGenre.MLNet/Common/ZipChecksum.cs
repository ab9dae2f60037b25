namespace MusicGenre.MLNet.Common;

/// <summary>Computes the checksum of zip files, CRC-32 of ISO 3309, which .NET writes and does not compare.</summary>
internal static class ZipChecksum
{
    private const uint Polynomial = 0xEDB88320;

    /// <summary>Computes the checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        // Bit by bit: it is for entries of some kilobytes.
        uint sum = uint.MaxValue;
        foreach (byte b in bytes)
        {
            sum ^= b;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? Polynomial ^ (sum >> 1) : sum >> 1;
        }
        return ~sum;
    }
}
