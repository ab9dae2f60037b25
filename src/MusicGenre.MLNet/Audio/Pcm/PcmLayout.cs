using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>
/// Where the samples lie in a file and how they are written. <paramref name="DataBytes"/> null = to the end of the stream.
/// </summary>
internal sealed record PcmLayout(PcmFormat Format, long DataStart, long? DataBytes)
{
    /// <summary>Header sizes that are a little too large come from writers that counted the header itself.</summary>
    private const int ToleratedShortfall = 128;

    /// <summary>Recorders that write to a pipe promise about 2 GiB or 4 GiB because they do not know better.</summary>
    public const long PlaceholderSize = 0x7FFF_0000;

    /// <summary>What was strange about the header; null if nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>Holds what the header promises (null: nothing) against what is there; leaves the stream at the first sample.</summary>
    public static PcmLayout Locate(PcmFormat format, long dataStart, long? promisedBytes, RewindableInput input, AudioSource source)
    {
        long? bytes = promisedBytes;
        if (input.CanSeek)
        {
            long held = Math.Max(0, input.Length - dataStart);
            bytes = Math.Min(promisedBytes ?? held, held);
            if (promisedBytes > held && IsTruncated(promisedBytes.Value, held))
                throw Truncated(format, promisedBytes.Value, held, source);
        }
        input.SeekTo(dataStart);
        return new PcmLayout(format, dataStart, bytes);
    }

    /// <summary>Whether clearly less is there than promised, and the promise was meant.</summary>
    public static bool IsTruncated(long promised, long held) =>
        promised - held > ToleratedShortfall && promised is (< PlaceholderSize or > uint.MaxValue);

    public static AudioFormatException Truncated(PcmFormat format, long promised, long held, AudioSource source)
    {
        double bytesPerSecond = (double)format.SampleRate * format.BytesPerFrame;
        return source.Truncated(promised / bytesPerSecond, held / bytesPerSecond);
    }
}
