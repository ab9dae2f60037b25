using System.Buffers.Binary;
using System.Text;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Writes WAV files chunk by chunk, right or wrong, as a test needs them.</summary>
internal sealed class WavBuilder
{
    public const uint Unknown = uint.MaxValue;

    private readonly List<byte[]> _chunks = [];
    private string _magic = "RIFF";
    private uint? _riffSize;

    public static WavBuilder Create() => new();

    /// <summary>16-bit PCM, the usual layout.</summary>
    public static byte[] Pcm16(int sampleRate, int channels, params short[] samples) =>
        Create().Format(1, channels, sampleRate, 16).Data(Bytes16(samples)).Build();

    public static byte[] Bytes16(params short[] samples)
    {
        var bytes = new byte[2 * samples.Length];
        for (int i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), samples[i]);
        return bytes;
    }

    public static byte[] BytesFloat(params float[] samples) => samples.SelectMany(BitConverter.GetBytes).ToArray();

    public WavBuilder Magic(string magic)
    {
        _magic = magic;
        return this;
    }

    public WavBuilder RiffSize(uint size)
    {
        _riffSize = size;
        return this;
    }

    public WavBuilder Format(int tag, int channels, int sampleRate, int bits) =>
        Chunk("fmt ", FormatBytes(tag, channels, sampleRate, bits));

    /// <summary>WAVE_FORMAT_EXTENSIBLE around a tag.</summary>
    public WavBuilder Extensible(int tag, int channels, int sampleRate, int containerBits, int validBits)
    {
        var fmt = new byte[40];
        FormatBytes(0xFFFE, channels, sampleRate, containerBits).CopyTo(fmt, 0);
        BinaryPrimitives.WriteInt16LittleEndian(fmt.AsSpan(16), 22);
        BinaryPrimitives.WriteInt16LittleEndian(fmt.AsSpan(18), (short)validBits);
        BinaryPrimitives.WriteInt16LittleEndian(fmt.AsSpan(24), (short)tag);
        new byte[] { 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71 }.CopyTo(fmt, 26);
        return Chunk("fmt ", fmt);
    }

    public WavBuilder Data(byte[] bytes, uint? size = null, bool pad = true) => Chunk("data", bytes, size, pad);

    public WavBuilder Chunk(string id, byte[] bytes, uint? size = null, bool pad = true)
    {
        var chunk = new byte[8 + bytes.Length + (pad ? bytes.Length % 2 : 0)];
        Encoding.ASCII.GetBytes(id, chunk);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), size ?? (uint)bytes.Length);
        bytes.CopyTo(chunk, 8);
        _chunks.Add(chunk);
        return this;
    }

    public byte[] Build()
    {
        byte[] body = _chunks.SelectMany(chunk => chunk).ToArray();
        var file = new byte[12 + body.Length];
        Encoding.ASCII.GetBytes(_magic, file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), _riffSize ?? (uint)(4 + body.Length));
        Encoding.ASCII.GetBytes("WAVE", file.AsSpan(8));
        body.CopyTo(file, 12);
        return file;
    }

    private static byte[] FormatBytes(int tag, int channels, int sampleRate, int bits)
    {
        var fmt = new byte[16];
        int frame = channels * ((bits + 7) / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(fmt.AsSpan(4), sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(fmt.AsSpan(8), (uint)(sampleRate * (long)frame));
        BinaryPrimitives.WriteUInt16LittleEndian(fmt.AsSpan(12), (ushort)frame);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt.AsSpan(14), (ushort)bits);
        return fmt;
    }
}
