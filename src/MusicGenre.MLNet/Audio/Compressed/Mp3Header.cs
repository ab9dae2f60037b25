using System.Buffers.Binary;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>The four bytes before each frame of MPEG audio layer III (ISO/IEC 11172-3, 2.4.2.3, and 13818-3).</summary>
internal readonly record struct Mp3Header(uint Bits)
{
    /// <summary>The number of bytes of a header.</summary>
    public const int Bytes = 4;

    private static readonly int[] Rates = [44_100, 48_000, 32_000];
    private static readonly int[] Kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    /// <summary>Gets 3 for MPEG-1, 2 for MPEG-2, 0 for MPEG-2.5.</summary>
    public int Version => (int)(Bits >> 19) & 3;

    public bool HasCrc => (Bits >> 16 & 1) == 0;

    public int BitRateIndex => (int)(Bits >> 12) & 15;

    public int SampleRateIndex => (int)(Bits >> 10) & 3;

    /// <summary>Gets 3 for one channel, 1 for joint stereo, 0 and 2 for two channels.</summary>
    public int Mode => (int)(Bits >> 6) & 3;

    public int ModeExtension => (int)(Bits >> 4) & 3;

    public int Channels => Mode == 3 ? 1 : 2;

    /// <summary>Gets whether a channel is rebuilt from the other's by its loudness alone.</summary>
    public bool HasIntensityStereo => Mode == 1 && (ModeExtension & 1) != 0;

    /// <summary>Gets whether the frame says no bit rate, and so not where the next one begins.</summary>
    public bool IsFreeFormat => BitRateIndex == 0;

    /// <summary>Gets bits a second.</summary>
    public int BitRate => 1000 * (Version == 3 ? Kilobits1 : Kilobits2)[BitRateIndex];

    public int SampleRate => Rates[SampleRateIndex] >> (Version == 3 ? 0 : Version == 2 ? 1 : 2);

    /// <summary>Gets the samples of one channel in a frame.</summary>
    public int Samples => Version == 3 ? 1152 : 576;

    /// <summary>Gets the bytes of a frame with its header.</summary>
    public int FrameBytes => Samples / 8 * BitRate / SampleRate + (int)(Bits >> 9 & 1);

    /// <summary>Gets the bytes between the header, with its checksum, and the sound.</summary>
    public int SideBytes => Version == 3 ? (Channels == 1 ? 17 : 32) : Channels == 1 ? 9 : 17;

    /// <summary>Whether bytes begin with a possible header; a free format is possible.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Mp3Header header)
    {
        header = new Mp3Header(bytes.Length < Bytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes));
        const uint LayerIII = 1;
        return header.Bits >> 21 == 0x7FF && header.Version != 1 && (header.Bits >> 17 & 3) == LayerIII
            && header.BitRateIndex != 15 && header.SampleRateIndex != 3;
    }

    /// <summary>Whether another frame may belong to the same sound.</summary>
    public bool Continues(Mp3Header other) =>
        Version == other.Version && SampleRateIndex == other.SampleRateIndex && Channels == other.Channels && !IsFreeFormat;
}
