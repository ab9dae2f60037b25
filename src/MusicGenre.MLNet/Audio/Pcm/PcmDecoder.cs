using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>Turns bytes of uncompressed audio into samples, full scale −1…1 (integers are divided by their largest magnitude).</summary>
internal static class PcmDecoder
{
    /// <summary>Decodes all channels as they lie side by side.</summary>
    /// <param name="bytes">Whole samples.</param>
    /// <param name="encoding">How they are written.</param>
    /// <param name="bigEndian">The order of their bytes.</param>
    /// <param name="samples">Receives bytes / (bytes a sample) values.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, SampleEncoding encoding, bool bigEndian, Span<float> samples)
    {
        switch (encoding)
        {
            case SampleEncoding.Unsigned8:
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = (bytes[i] - 128) / 128f;
                break;
            case SampleEncoding.Signed8:
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = (sbyte)bytes[i] / 128f;
                break;
            case SampleEncoding.Signed16:
                for (int i = bigEndian ? 0 : DecodeSigned16(bytes, samples); i < samples.Length; i++)
                    samples[i] = Int16(bytes[(2 * i)..], bigEndian) / 32768f;
                break;
            case SampleEncoding.Signed24:
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = Int24(bytes.Slice(3 * i, 3), bigEndian) / 8388608f;
                break;
            case SampleEncoding.Signed32:
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = Int32(bytes[(4 * i)..], bigEndian) / 2147483648f;
                break;
            case SampleEncoding.Float32:
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = BitConverter.Int32BitsToSingle(Int32(bytes[(4 * i)..], bigEndian));
                break;
            case SampleEncoding.Float64:
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = (float)Float64(bytes[(8 * i)..], bigEndian);
                break;
            case SampleEncoding.ALaw:
                LookUp(bytes, G711.ALawSamples, samples);
                break;
            case SampleEncoding.MuLaw:
                LookUp(bytes, G711.MuLawSamples, samples);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not a sample encoding.");
        }
    }

    /// <summary>The mean of all channels.</summary>
    /// <param name="interleaved">[frames × channels].</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="mono">Receives one value a frame.</param>
    public static void Mix(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        if (channels == 2)
        {
            for (int i = 0; i < mono.Length; i++)
                mono[i] = (interleaved[2 * i] + interleaved[2 * i + 1]) / 2;
            return;
        }
        for (int i = 0; i < mono.Length; i++)
        {
            double sum = 0;
            foreach (float value in interleaved.Slice(i * channels, channels))
                sum += value;
            mono[i] = (float)(sum / channels);
        }
    }

    /// <summary>
    /// The mean of all channels; of two that cancel each other, so that the mean lies 40 dB below them, the first one: it is music, not
    /// silence.
    /// </summary>
    /// <inheritdoc cref="Mix" path="/param"/>
    /// <returns>Whether they cancel each other.</returns>
    public static bool MixBlock(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        const float Cancelled = 1e-4f;
        Mix(interleaved, channels, mono);
        if (channels != 2)
            return false;
        float mean = 0, first = 0;
        for (int i = 0; i < mono.Length; i++)
        {
            mean += mono[i] * mono[i];
            first += interleaved[2 * i] * interleaved[2 * i];
        }
        if (mean >= Cancelled * first)
            return false;
        TakeFirst(interleaved, channels, mono);
        return true;
    }

    /// <summary>The first of all channels.</summary>
    /// <inheritdoc cref="Mix" path="/param"/>
    public static void TakeFirst(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        for (int i = 0; i < mono.Length; i++)
            mono[i] = interleaved[channels * i];
    }

    /// <summary>Index of the first NaN or infinite value; −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IndexOfNonFinite(ReadOnlySpan<float> values)
    {
        // 0·x is 0 for every number and NaN for the rest, so one sum tells about a whole block.
        Vector256<float> sums = default;
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            sums += Vector256<float>.Zero * Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
        float sum = Vector256.Sum(sums);
        for (; i < values.Length; i++)
            sum += 0 * values[i];
        if (sum == 0)
            return -1;
        for (i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                return i;
        return -1;
    }

    /// <summary>Decodes as many little-endian samples as whole vectors hold; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int DecodeSigned16(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        if (!BitConverter.IsLittleEndian)
            return 0;
        ref short from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, short>(bytes));
        ref float to = ref MemoryMarshal.GetReference(samples);
        Vector256<float> scale = Vector256.Create(1 / 32768f);
        int i = 0;
        for (; i <= samples.Length - Vector256<short>.Count; i += Vector256<short>.Count)
        {
            (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            (Vector256.ConvertToSingle(lower) * scale).StoreUnsafe(ref to, (nuint)i);
            (Vector256.ConvertToSingle(upper) * scale).StoreUnsafe(ref to, (nuint)i + 8);
        }
        return i;
    }

    private static short Int16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes);

    private static int Int24(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? ((sbyte)bytes[0] << 16) | (bytes[1] << 8) | bytes[2] : ((sbyte)bytes[2] << 16) | (bytes[1] << 8) | bytes[0];

    private static int Int32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static double Float64(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);

    private static void LookUp(ReadOnlySpan<byte> codes, ReadOnlySpan<float> table, Span<float> samples)
    {
        for (int i = 0; i < samples.Length; i++)
            samples[i] = table[codes[i]];
    }
}
