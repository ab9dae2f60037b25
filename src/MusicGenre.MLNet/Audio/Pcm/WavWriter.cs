using System.Buffers.Binary;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>Writes mono 16-bit PCM WAV files that appear whole or not at all.</summary>
internal static class WavWriter
{
    private const int HeaderBytes = 44;
    private const int BlockSamples = 1 << 14;

    public static void Save(string path, ReadOnlyMemory<float> samples, int sampleRate)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long dataBytes = 2L * samples.Length;
        if (dataBytes > uint.MaxValue - HeaderBytes)
            throw new InvalidOperationException(
                $"A clip of {samples.Length} samples is too long for a WAV file of 4 GiB. Save it in parts (Slice).");
        AtomicFile.Write(path, file =>
        {
            file.Write(Header((uint)dataBytes, sampleRate));
            WriteSamples(file, samples.Span);
        });
    }

    private static byte[] Header(uint dataBytes, int sampleRate)
    {
        var header = new byte[HeaderBytes];
        Span<byte> bytes = header;
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], dataBytes + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(bytes[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], 2 * (uint)sampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[34..], 16);
        "data"u8.CopyTo(bytes[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[40..], dataBytes);
        return header;
    }

    private static void WriteSamples(Stream file, ReadOnlySpan<float> samples)
    {
        var block = new byte[2 * BlockSamples];
        for (int done = 0; done < samples.Length; done += BlockSamples)
        {
            ReadOnlySpan<float> part = samples.Slice(done, Math.Min(BlockSamples, samples.Length - done));
            for (int i = 0; i < part.Length; i++)
            {
                if (float.IsNaN(part[i]))
                    throw new InvalidOperationException($"The clip cannot be saved: sample {done + i} is NaN. Replace it first.");
                float scaled = Math.Clamp(MathF.Round(part[i] * 32768f), short.MinValue, short.MaxValue);
                BinaryPrimitives.WriteInt16LittleEndian(block.AsSpan(2 * i), (short)scaled);
            }
            file.Write(block.AsSpan(0, 2 * part.Length));
        }
    }
}
