using System.Buffers;
using MusicGenre.MLNet.Audio.Resampling;

namespace MusicGenre.MLNet.Audio;

/// <summary>
/// Changes the sample rate with a polyphase windowed sinc. The pass band is flat within 0.001 dB up to 0.9 of the lower of the two
/// Nyquist frequencies, everything from that Nyquist frequency on is damped by more than 90 dB, and there is no delay: output sample n is
/// the sound at the time n / <see cref="OutputRate"/>. Before its first and after its last sample the input is taken as silent.
/// </summary>
/// <remarks>
/// The filter is a sinc under a Kaiser window: J. O. Smith, "Digital Audio Resampling Home Page" (CCRMA); Kaiser's formulas for length
/// and β from Oppenheim and Schafer, "Discrete-Time Signal Processing", section 7.5.3. It is made once, in the constructor; an instance
/// is immutable and safe to use from many threads.
/// </remarks>
public sealed class Resampler
{
    /// <summary>Makes the filter for a pair of rates; any two rates work, those with a small common ratio are exact.</summary>
    /// <param name="inputRate">Sample rate of the input in hertz.</param>
    /// <param name="outputRate">Sample rate of the output in hertz.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not positive, or they differ by more than a factor of 4096.</exception>
    public Resampler(int inputRate, int outputRate)
        : this(inputRate, outputRate, FilterQuality.Full)
    {
    }

    internal Resampler(int inputRate, int outputRate, FilterQuality quality)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputRate);
        const int MaxRatio = 4096;
        if (Math.Max(inputRate, outputRate) / Math.Min(inputRate, outputRate) >= MaxRatio)
        {
            throw new ArgumentOutOfRangeException(
                nameof(outputRate), outputRate, $"{inputRate} Hz to {outputRate} Hz is a factor of more than {MaxRatio}. Resample in two steps.");
        }

        InputRate = inputRate;
        OutputRate = outputRate;
        Filter = new PolyphaseFilter(inputRate, outputRate, quality);
    }

    /// <summary>Sample rate of the input in hertz.</summary>
    public int InputRate { get; }

    /// <summary>Sample rate of the output in hertz.</summary>
    public int OutputRate { get; }

    internal PolyphaseFilter Filter { get; }

    /// <summary>How many output samples an input gives: ⌈inputLength · OutputRate / InputRate⌉.</summary>
    /// <param name="inputLength">Number of input samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative length.</exception>
    public long OutputLength(long inputLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        return (long)(((Int128)inputLength * OutputRate + InputRate - 1) / InputRate);
    }

    /// <summary>Resamples a whole signal; reading it in blocks through <see cref="AudioStream"/> gives the very same samples.</summary>
    /// <param name="samples">The signal.</param>
    /// <returns><see cref="OutputLength"/> samples.</returns>
    /// <exception cref="ArgumentException">The result is too long for one array.</exception>
    public float[] Resample(ReadOnlySpan<float> samples)
    {
        if (InputRate == OutputRate)
            return samples.ToArray();
        long length = OutputLength(samples.Length);
        if (length > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{samples.Length} samples would become {length}, more than an array holds. Resample in parts, with AudioStream.",
                    nameof(samples));
        }

        // Silence on both sides spares the inner loop every test for the ends.
        int size = samples.Length + 2 * Filter.HalfTaps;
        float[] lent = ArrayPool<float>.Shared.Rent(size);
        try
        {
            Span<float> padded = lent.AsSpan(0, size);
            padded[..Filter.HalfTaps].Clear();
            samples.CopyTo(padded[Filter.HalfTaps..]);
            padded[^Filter.HalfTaps..].Clear();
            float[] output = GC.AllocateUninitializedArray<float>((int)length);
            PolyphaseCursor cursor = default;
            int made = Filter.Run(padded, -Filter.HalfTaps, output, ref cursor);
            output.AsSpan(made).Clear();
            return output;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(lent);
        }
    }
}
