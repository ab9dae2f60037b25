using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Audio.Resampling;

/// <summary>Where the next output sample lies: <see cref="Input"/> + <see cref="Phase"/> / upsampling factor, in input samples.</summary>
internal record struct PolyphaseCursor(long Input, int Phase);

/// <summary>The coefficients of a resampler, one row of taps for each place an output sample can have between two input samples.</summary>
internal sealed class PolyphaseFilter
{
    private const int MaxExactCoefficients = 1 << 18;
    private const int InterpolatedRowsPerCutoff = 1024;
    private const int TileInput = 1 << 14;

    private readonly float[] _rows;
    private readonly int _taps;
    private readonly int _up;
    private readonly int _down;
    private readonly int _rowCount;
    private readonly bool _exact;
    private readonly int _tile;

    public PolyphaseFilter(int inputRate, int outputRate, FilterQuality quality)
    {
        int divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        _up = outputRate / divisor;
        _down = inputRate / divisor;
        double lower = Math.Min(1, (double)outputRate / inputRate);

        // Kaiser's length for a transition from PassBand to 1 of the lower Nyquist frequency, in input samples.
        double transition = Math.PI * (1 - quality.PassBand) * lower;
        double length = (quality.StopBandDecibels - 7.95) / (2.285 * transition) + 1;
        _taps = (int)Math.Ceiling(length / FilterKernel.TapsMultiple) * FilterKernel.TapsMultiple;
        _exact = (long)_up * _taps <= MaxExactCoefficients;
        _rowCount = _exact ? _up : (int)Math.Ceiling(InterpolatedRowsPerCutoff * lower) + 1;
        _tile = _exact ? _up * Math.Max(2, TileInput / _down) : 0;
        _rows = MakeRows(lower * (1 + quality.PassBand) / 2, quality.StopBandDecibels);
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
        PolyphaseCursor start = cursor;
        long offset = cursor.Input - HalfTaps + 1 - inputStart;
        // Checked here once: the inner loops have no bounds checks.
        ArgumentOutOfRangeException.ThrowIfNegative(offset, nameof(inputStart));
        int count = (int)Math.Min(output.Length, Possible(input.Length, offset, cursor.Phase));
        if (_exact)
            for (long first = 0; first < count; first += _tile)
                RunTile(input, PlaceOf(first), output.Slice((int)first, (int)Math.Min(_tile, count - first)));
        else
            for (int n = 0; n < count; n++)
                output[n] = Interpolated(input, PlaceOf(n));
        PolyphaseCursor end = PlaceOf(count);
        cursor = new PolyphaseCursor(end.Input + inputStart + HalfTaps - 1, end.Phase);
        return count;

        PolyphaseCursor PlaceOf(long n)
        {
            (long steps, long phase) = Math.DivRem(start.Phase + n * _down, _up);
            return new PolyphaseCursor(offset + steps, (int)phase);
        }
    }

    /// <summary>How many output samples some input is enough for.</summary>
    private long Possible(int inputLength, long offset, int phase)
    {
        // The n-th output starts at offset + ⌊(phase + n·down)/up⌋, and its taps must end within the input.
        long starts = inputLength - _taps + 1 - offset;
        return starts <= 0 ? 0 : (long)(((Int128)starts * _up - phase + _down - 1) / _down);
    }

    /// <summary>
    /// Output samples that lie <see cref="_up"/> apart have the same phase, so they are made together, while their row of the filter is at
    /// hand; a tile is short enough for its input to stay at hand too.
    /// </summary>
    private void RunTile(ReadOnlySpan<float> input, PolyphaseCursor place, Span<float> output)
    {
        ref float signal = ref MemoryMarshal.GetReference(input);
        ref float made = ref MemoryMarshal.GetReference(output);
        for (int n = 0; n < Math.Min(_up, output.Length); n++)
        {
            int repeats = (output.Length - n - 1) / _up + 1;
            FilterKernel.DotMany(ref Unsafe.Add(ref signal, (nint)place.Input), _down, ref _rows[place.Phase * _taps], _taps,
                ref Unsafe.Add(ref made, n), _up, repeats);
            place = Next(place);
        }
    }

    private PolyphaseCursor Next(PolyphaseCursor place)
    {
        int phase = place.Phase + _down % _up;
        return phase < _up ? new PolyphaseCursor(place.Input + _down / _up, phase) : new PolyphaseCursor(
            place.Input + _down / _up + 1, phase - _up);
    }

    private float Interpolated(ReadOnlySpan<float> input, PolyphaseCursor place)
    {
        double row = (double)place.Phase / _up * (_rowCount - 1);
        ref float window = ref Unsafe.Add(ref MemoryMarshal.GetReference(input), (nint)place.Input);
        float low = FilterKernel.Dot(ref window, ref _rows[(int)row * _taps], _taps);
        float high = FilterKernel.Dot(ref window, ref _rows[((int)row + 1) * _taps], _taps);
        return low + (float)(row - (int)row) * (high - low);
    }

    /// <summary>[rows × taps]: row r is the impulse response seen from a place r / rows beyond an input sample.</summary>
    /// <param name="cutoff">The middle of the transition, as a fraction of the input's Nyquist frequency.</param>
    /// <param name="stopBandDecibels">How far the stop band is damped; decides Kaiser's β.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float[] MakeRows(double cutoff, double stopBandDecibels)
    {
        double beta = 0.1102 * (stopBandDecibels - 8.7);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
