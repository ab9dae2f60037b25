using System.Text.Unicode;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>Tells text files with an audio file's name, which ffmpeg might take for a playlist, from audio.</summary>
internal static class TextSniffer
{
    /// <summary>True if there is not one byte that printable UTF-8 text does not have; no audio format is like that for long.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> start)
    {
        foreach (byte b in start)
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C) || b == 0x7F)
                return false;

        // The last character may be cut off, so up to three bytes at the end are not looked at.
        for (int cut = 0; cut <= Math.Min(3, start.Length - 1); cut++)
            if (Utf8.IsValid(start[..^cut]))
                return true;
        return false;
    }
}
