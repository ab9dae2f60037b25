using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Audio;

/// <summary>Where the next output sample lies: <see cref="Input"/> + <see cref="Phase"/> / upsampling factor, in input samples.</summary>
internal record struct PolyphaseCursor(long Input, int Phase);

/// <summary>The coefficients of a resampler, one row of taps for each place an output sample can have between two input samples.</summary>
internal sealed class PolyphaseFilter
{
    private const double StopBandDecibels = 100;
    private const double PassBand = 0.9;
    private const int MaxExactCoefficients = 1 << 18;
    private const int InterpolatedRowsPerCutoff = 1024;

    /// <summary>Four vectors of eight are summed side by side, so the number of taps is a multiple of their width.</summary>
    private const int TapsMultiple = 32;

    private readonly float[] _rows;
    private readonly int _taps;
    private readonly int _up;
    private readonly int _down;
    private readonly int _rowCount;
    private readonly bool _exact;

    public PolyphaseFilter(int inputRate, int outputRate)
    {
        int divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        _up = outputRate / divisor;
        _down = inputRate / divisor;
        double lower = Math.Min(1, (double)outputRate / inputRate);

        // Kaiser's length for a transition from PassBand to 1 of the lower Nyquist frequency, in input samples.
        double transition = Math.PI * (1 - PassBand) * lower;
        double length = (StopBandDecibels - 7.95) / (2.285 * transition) + 1;
        _taps = (int)Math.Ceiling(length / TapsMultiple) * TapsMultiple;
        _exact = (long)_up * _taps <= MaxExactCoefficients;
        _rowCount = _exact ? _up : (int)Math.Ceiling(InterpolatedRowsPerCutoff * lower) + 1;
        _rows = MakeRows(lower * (1 + PassBand) / 2);
    }

    /// <summary>How many input samples on either side of its place an output sample depends on.</summary>
    public int HalfTaps => _taps / 2;

    /// <summary>The place of an output sample.</summary>
    public PolyphaseCursor At(long outputIndex)
    {
        (Int128 input, Int128 phase) = Int128.DivRem((Int128)outputIndex * _down, _up);
        return new PolyphaseCursor((long)input, (int)phase);
    }

    /// <summary>
    /// Computes output samples from the cursor on, all that fit and that the input at hand suffices for.
    /// </summary>
    /// <param name="input">Input samples around the cursor.</param>
    /// <param name="inputStart">Index of input[0] in the whole signal; at most the cursor's input − <see cref="HalfTaps"/> + 1.</param>
    /// <param name="output">Receives output samples.</param>
    /// <param name="cursor">Where the next output sample lies; moved on.</param>
    /// <returns>How many samples were computed.</returns>
    public int Run(ReadOnlySpan<float> input, long inputStart, Span<float> output, ref PolyphaseCursor cursor)
    {
        int wholeStep = _down / _up;
        int phaseStep = _down % _up;
        long offset = cursor.Input - HalfTaps + 1 - inputStart;
        long phase = cursor.Phase;
        long last = input.Length - _taps;
        int count = 0;
        for (; count < output.Length && offset <= last; count++)
        {
            output[count] = Sample(input.Slice((int)offset, _taps), phase);
            offset += wholeStep;
            phase += phaseStep;
            if (phase >= _up)
            {
                phase -= _up;
                offset++;
            }
        }
        cursor = new PolyphaseCursor(offset + inputStart + HalfTaps - 1, (int)phase);
        return count;
    }

    private float Sample(ReadOnlySpan<float> window, long phase)
    {
        if (_exact)
            return Dot(window, Row((int)phase));
        double place = (double)phase / _up * (_rowCount - 1);
        int row = (int)place;
        float low = Dot(window, Row(row));
        float high = Dot(window, Row(row + 1));
        return low + (float)(place - row) * (high - low);
    }

    private ReadOnlySpan<float> Row(int row) => _rows.AsSpan(row * _taps, _taps);

    /// <summary>
    /// The inner product in an order that depends on nothing but the number of taps, so that a signal read in blocks gives bit for bit
    /// what it gives as a whole (a library's routine may order its sums by the memory address).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref float a = ref MemoryMarshal.GetReference(x);
        ref float b = ref MemoryMarshal.GetReference(y);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)y.Length; i += TapsMultiple)
        {
            s0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), s0);
            s1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, i + 8), Vector256.LoadUnsafe(ref b, i + 8), s1);
            s2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, i + 16), Vector256.LoadUnsafe(ref b, i + 16), s2);
            s3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, i + 24), Vector256.LoadUnsafe(ref b, i + 24), s3);
        }
        return Vector256.Sum((s0 + s1) + (s2 + s3));
    }

    /// <summary>[rows × taps]: row r is the impulse response seen from a place r / rows beyond an input sample.</summary>
    /// <param name="cutoff">The middle of the transition, as a fraction of the input's Nyquist frequency.</param>
    private float[] MakeRows(double cutoff)
    {
        double beta = 0.1102 * (StopBandDecibels - 8.7);
        double atZero = BesselI0(beta);
        var rows = new float[_rowCount * _taps];
        var row = new double[_taps];
        int intervals = _exact ? _rowCount : _rowCount - 1;
        for (int r = 0; r < _rowCount; r++)
        {
            double sum = 0;
            for (int tap = 0; tap < _taps; tap++)
            {
                double t = tap - (HalfTaps - 1) - (double)r / intervals;
                double x = t / HalfTaps;
                double window = BesselI0(beta * Math.Sqrt(Math.Max(0, 1 - x * x))) / atZero;
                row[tap] = Sinc(cutoff * t) * window;
                sum += row[tap];
            }

            // A constant stays exactly constant in every phase.
            for (int tap = 0; tap < _taps; tap++)
                rows[r * _taps + tap] = (float)(row[tap] / sum);
        }
        return rows;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>The modified Bessel function of the first kind and order 0, by its power series (Abramowitz and Stegun 9.6.12).</summary>
    private static double BesselI0(double x)
    {
        double quarter = x * x / 4;
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-12 * sum; k++)
        {
            term *= quarter / ((double)k * k);
            sum += term;
        }
        return sum;
    }
}
