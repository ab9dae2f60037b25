namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>Recognises pictures, which are no sound whatever their names say.</summary>
internal static class PictureSniffer
{
    /// <summary>Gets the name of the picture's format, or <see langword="null"/> if the first bytes are none that is known.</summary>
    public static string? FormatOf(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "JPEG"
        : start.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "PNG"
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? "GIF"
        : start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..].StartsWith("WEBP"u8) ? "WebP"
        : start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8) ? "TIFF"
        : start.Length >= 12 && start[4..].StartsWith("ftypavif"u8) ? "AVIF"
        : start.Length >= 12 && (start[4..].StartsWith("ftypheic"u8) || start[4..].StartsWith("ftypmif1"u8)) ? "HEIF"
        : start.StartsWith<byte>([0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ']) ? "JPEG XL"
        // The bytes after the file's size are reserved, and zero.
        : start.StartsWith("BM"u8) && start.Length >= 14 && start[6..10].SequenceEqual("\0\0\0\0"u8) ? "BMP"
        : null;
}
