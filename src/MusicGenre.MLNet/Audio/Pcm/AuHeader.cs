using System.Buffers.Binary;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>Finds format and samples in Sun/NeXT AU (".snd", big endian), the format GTZAN was published in.</summary>
internal static class AuHeader
{
    private const int HeaderBytes = 24;

    public static bool IsAu(ReadOnlySpan<byte> start) => start.Length >= 4 && start[..4].SequenceEqual(".snd"u8);

    /// <summary>Reads up to the samples.</summary>
    /// <returns>Null for a codec that is left to ffmpeg (ADPCM).</returns>
    public static PcmLayout? Read(RewindableInput input, AudioSource source)
    {
        Span<byte> head = stackalloc byte[HeaderBytes];
        if (input.Fill(head) < HeaderBytes)
            throw source.Bad("its AU header is cut off. Copy it again from where it came.");
        uint start = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        uint size = BinaryPrimitives.ReadUInt32BigEndian(head[8..]);
        uint code = BinaryPrimitives.ReadUInt32BigEndian(head[12..]);
        uint rate = BinaryPrimitives.ReadUInt32BigEndian(head[16..]);
        uint channels = BinaryPrimitives.ReadUInt32BigEndian(head[20..]);
        SampleEncoding? encoding = code switch
        {
            1 => SampleEncoding.MuLaw,
            2 => SampleEncoding.Signed8,
            3 => SampleEncoding.Signed16,
            4 => SampleEncoding.Signed24,
            5 => SampleEncoding.Signed32,
            6 => SampleEncoding.Float32,
            7 => SampleEncoding.Float64,
            27 => SampleEncoding.ALaw,
            _ => null,
        };
        if (encoding is null)
            return null;
        if (start < HeaderBytes)
            throw source.Bad($"its AU header is damaged: it says the samples begin at byte {start}, within the header. Make the file again.");
        PcmFormat format = PcmFormat.Create(encoding.Value, bigEndian: true, channels, rate, source);
        return PcmLayout.Locate(format, start, size is 0 or uint.MaxValue ? null : size, input, source);
    }
}
