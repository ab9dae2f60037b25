using System.Security.Cryptography;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Makes hashes right again, as whoever writes a file can.</summary>
internal static class Sealed
{
    /// <summary>A file whose last bytes are the SHA-256 of those before.</summary>
    public static byte[] AtTheEnd(byte[] content)
    {
        byte[] bytes = content.Length < SHA256.HashSizeInBytes ? new byte[SHA256.HashSizeInBytes] : [.. content];
        int end = bytes.Length - SHA256.HashSizeInBytes;
        SHA256.HashData(bytes.AsSpan(0, end)).CopyTo(bytes.AsSpan(end));
        return bytes;
    }

    /// <summary>A file whose header holds the length and the SHA-256 of what follows.</summary>
    /// <param name="content">The file.</param>
    /// <param name="length">Where the length is, in 8 bytes.</param>
    /// <param name="hash">Where the hash is; what it covers begins behind it.</param>
    public static byte[] InTheHeader(byte[] content, int length, int hash)
    {
        int start = hash + SHA256.HashSizeInBytes;
        if (content.Length < start)
            return content;
        byte[] bytes = [.. content];
        BitConverter.GetBytes((long)(bytes.Length - start)).CopyTo(bytes, length);
        SHA256.HashData(bytes.AsSpan(start)).CopyTo(bytes.AsSpan(hash));
        return bytes;
    }
}
