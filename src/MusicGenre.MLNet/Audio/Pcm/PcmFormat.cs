using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>How one sample is written.</summary>
internal enum SampleEncoding
{
    /// <summary>8 bits, 128 is zero (WAV).</summary>
    Unsigned8,

    /// <summary>8 bits, two's complement (AU).</summary>
    Signed8,
    Signed16,
    Signed24,
    Signed32,
    Float32,
    Float64,
    ALaw,
    MuLaw,
}

/// <summary>How uncompressed samples are written, all channels of one moment side by side.</summary>
internal sealed record PcmFormat(SampleEncoding Encoding, bool BigEndian, int Channels, int SampleRate)
{
    /// <summary>
    /// Rates a real file may have, in hertz; others mean a damaged header (and would let a resampler blow up a small file).
    /// </summary>
    public const int MinSampleRate = 1000;

    /// <inheritdoc cref="MinSampleRate"/>
    public const int MaxSampleRate = 6_144_000;

    public int BytesPerSample => Encoding switch
    {
        SampleEncoding.Signed16 => 2,
        SampleEncoding.Signed24 => 3,
        SampleEncoding.Signed32 or SampleEncoding.Float32 => 4,
        SampleEncoding.Float64 => 8,
        _ => 1,
    };

    /// <summary>Bytes of one moment of all channels.</summary>
    public int BytesPerFrame => BytesPerSample * Channels;

    public static PcmFormat Create(SampleEncoding encoding, bool bigEndian, uint channels, uint sampleRate, AudioSource source)
    {
        if (channels is 0 or > 65_535)
            throw source.Bad($"its header is damaged: it says {channels} channels. Make the file again.");
        if (sampleRate is < MinSampleRate or > MaxSampleRate)
            throw source.Bad($"its header is damaged: it says {sampleRate} Hz, and {MinSampleRate}…{MaxSampleRate} Hz is possible. "
                + "Make the file again.");
        return new PcmFormat(encoding, bigEndian, (int)channels, (int)sampleRate);
    }
}
