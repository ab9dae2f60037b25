using System.Buffers.Binary;
using MusicGenre.MLNet.Audio.Decoding;
using NAudio.Wave;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>Reads AIFF of 16, 24 or 32 bits with NAudio.</summary>
internal static class AiffFile
{
    private const int HeaderBytes = 12;

    // Sizes that are a little too large come from writers that counted the header itself.
    private const int ToleratedShortfall = 128;

    public static bool IsAiff(ReadOnlySpan<byte> start) =>
        start.Length >= HeaderBytes && start.StartsWith("FORM"u8) && start[8..].StartsWith("AIFF"u8);

    /// <summary>Opens the sound in a stream.</summary>
    /// <param name="stream">A stream that can seek, where the file begins.</param>
    /// <param name="owned">What is disposed with the sound.</param>
    /// <param name="source">Whose sound it is.</param>
    /// <returns>Null for what is left to ffmpeg.</returns>
    /// <exception cref="AudioFormatException">The file is truncated.</exception>
    public static AudioStream? Open(Stream stream, IDisposable? owned, AudioSource source)
    {
        long start = stream.Position;
        Span<byte> head = stackalloc byte[HeaderBytes];
        stream.ReadExactly(head);
        stream.Position = start;
        long promised = 8 + BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        long held = stream.Length - start;
        if (promised - held > ToleratedShortfall && promised < PcmLayout.PlaceholderSize)
        {
            throw source.Bad(FormattableString.Invariant(
                $"it is truncated: its header promises {promised:N0} bytes, the file holds {held:N0}. Copy it again from where it came."));
        }
        AiffFileReader reader;
        try
        {
            reader = new AiffFileReader(stream);
        }
        catch (Exception error) when (error is not IOException)
        {
            // NAudio throws whatever a damaged or unknown header leads it to.
            return null;
        }
        WaveFormat format = reader.WaveFormat;
        if (format.Encoding != WaveFormatEncoding.Pcm || format.BitsPerSample is not (16 or 24 or 32) || format.Channels < 1
            // The size of a frame is a number of 16 bits to NAudio, which so many channels do not fit into.
            || format.BlockAlign != format.Channels * format.BitsPerSample / 8
            || format.SampleRate is < PcmFormat.MinSampleRate or > PcmFormat.MaxSampleRate)
            return null;
        if (reader.Length < format.BlockAlign)
            throw source.NoSamples();
        return new SampleProviderStream(reader.ToSampleProvider(), reader.Length / format.BlockAlign, owned, source)
        {
            ReadsAhead = true,
        };
    }
}
