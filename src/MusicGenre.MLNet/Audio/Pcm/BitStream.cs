using System.Buffers;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>
/// Tells compressed sound that is written as if it were samples, as on DTS CDs and where a receiver is to decode it (IEC 61937). Read as
/// samples it is noise at full scale.
/// </summary>
internal static class BitStream
{
    /// <summary>The kind that ffmpeg does not always recognize.</summary>
    public const string Ac3 = "AC-3";

    private const int SearchedBytes = 1 << 15;

    private static readonly (string Name, byte[] Start)[] Kinds =
    [
        ("DTS", [0x7F, 0xFE, 0x80, 0x01]), ("DTS", [0xFE, 0x7F, 0x01, 0x80]), ("DTS", [0x1F, 0xFF, 0xE8, 0x00]),
            ("DTS", [0xFF, 0x1F, 0x00, 0xE8]),
        ("IEC 61937", [0xF8, 0x72, 0x4E, 0x1F]), ("IEC 61937", [0x72, 0xF8, 0x1F, 0x4E]),
        (Ac3, [0x0B, 0x77]), (Ac3, [0x77, 0x0B]),
    ];

    /// <summary>The kind of bit stream that the samples are; null if they are samples. Leaves the input somewhere else.</summary>
    public static string? In(RewindableInput input, long start, PcmFormat format)
    {
        if (format is not { Encoding: SampleEncoding.Signed16, Channels: 2 })
            return null;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(SearchedBytes);
        input.SeekTo(start);
        string? name = Of(bytes.AsSpan(0, input.Fill(bytes.AsSpan(0, SearchedBytes))));
        ArrayPool<byte>.Shared.Return(bytes);
        return name;
    }

    private static string? Of(ReadOnlySpan<byte> bytes)
    {
        int first = bytes.IndexOfAnyExcept((byte)0);
        if (first < 0)
            return null;
        foreach ((string name, byte[] mark) in Kinds)
            if (bytes[first..].StartsWith(mark) && RepeatsRegularly(bytes[first..], mark))
                return name;
        return null;
    }

    /// <summary>Whether a mark comes again twice, at equal distances; or once, if frames are so long that no more fit.</summary>
    private static bool RepeatsRegularly(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark)
    {
        for (int at = mark.Length; bytes[at..].IndexOf(mark) is var next and >= 0; at += mark.Length)
        {
            at += next;
            bool isLong = mark.Length == 4 && 2 * at + mark.Length > bytes.Length;
            if (isLong || (2 * at + mark.Length <= bytes.Length && bytes[(2 * at)..].StartsWith(mark)))
                return true;
        }
        return false;
    }
}
