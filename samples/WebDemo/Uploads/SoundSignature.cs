namespace WebDemo.Uploads;

/// <summary>
/// Tells a damaged song from something that is no song at all, by its first bytes: the library refuses both, and a client must know
/// whether to send the file again or another one.
/// </summary>
internal static class SoundSignature
{
    /// <summary>Whether a file begins as sound does.</summary>
    public static bool Begins(ReadOnlySpan<byte> start)
    {
        if (start.Length < 4)
            return false;
        bool isFrame = start[0] == 0xFF && (start[1] & 0xE0) == 0xE0;
        bool isIso = start.Length >= 8 && start[4..8].SequenceEqual("ftyp"u8);
        return isFrame || isIso || start[..3].SequenceEqual("ID3"u8) || IsKnown(start[..4]);
    }

    private static bool IsKnown(ReadOnlySpan<byte> four)
        => four.SequenceEqual("RIFF"u8) || four.SequenceEqual("RIFX"u8) || four.SequenceEqual("RF64"u8) || four.SequenceEqual("BW64"u8)
            || four.SequenceEqual("OggS"u8) || four.SequenceEqual("fLaC"u8) || four.SequenceEqual("FORM"u8) || four.SequenceEqual(".snd"u8)
            || four.SequenceEqual("MAC "u8) || four.SequenceEqual("wvpk"u8)
            || four.SequenceEqual<byte>([0x1A, 0x45, 0xDF, 0xA3]) || four.SequenceEqual<byte>([0x30, 0x26, 0xB2, 0x75]);
}
