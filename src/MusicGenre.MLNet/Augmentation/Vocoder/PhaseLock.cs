using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>
/// Turns the phases of a spectrum so that it continues the one that was put out before. Every peak is turned as a whole with the bins around
/// it ("identity phase locking"; J. Laroche and M. Dolson, "Improved phase vocoder time-scale modification of audio", 1999), which keeps a
/// partial from blurring. By how much follows from the spectrum one hop earlier in the source, with no angle computed
/// (M. Puckette, "Phase-locked vocoder", 1995).
/// </summary>
internal sealed class PhaseLock(int bins)
{
    // By how much the power of a peak grows in a hop where an attack brings it.
    private const float AttackRise = 2;

    private readonly float[] _power = new float[bins];
    private readonly float[] _turnReal = new float[bins];
    private readonly float[] _turnImaginary = new float[bins];
    private readonly float[] _swap = new float[bins];

    /// <summary>Turns a spectrum.</summary>
    /// <param name="now">The source's spectrum at this frame; receives the turned one.</param>
    /// <param name="earlier">The source's spectrum one output hop earlier.</param>
    /// <param name="put">The spectrum put out one hop before.</param>
    /// <param name="isAttack">Whether the frame lies on an attack: peaks that it brought begin with their own phases, together.</param>
    public void Continue(Spectrum now, Spectrum earlier, Spectrum put, bool isAttack)
    {
        TensorPrimitives.Multiply(now.Real, now.Real, _power);
        TensorPrimitives.MultiplyAdd<float>(now.Imaginary, now.Imaginary, _power, _power);
        int regionStart = 0, peak = -1, valley = 0;
        for (int k = 0; k < _power.Length; k++)
        {
            if (_power[k] < _power[valley])
                valley = k;
            if (!IsPeak(k))
                continue;
            if (peak >= 0)
            {
                Turn(peak, regionStart, valley, earlier, put, isAttack);
                regionStart = valley;
            }
            peak = valley = k;
        }
        // A spectrum without a peak is silence or falls all the way: its first bin leads.
        Turn(Math.Max(peak, 0), regionStart, _power.Length, earlier, put, isAttack);
        Multiply(now);
    }

    private bool IsPeak(int k)
    {
        float p = _power[k];
        return (k < 1 || p > _power[k - 1]) && (k < 2 || p > _power[k - 2])
            && (k + 1 >= _power.Length || p >= _power[k + 1]) && (k + 2 >= _power.Length || p >= _power[k + 2]);
    }

    private void Turn(int peak, int start, int end, Spectrum earlier, Spectrum put, bool isAttack)
    {
        float a = put.Real[peak], b = put.Imaginary[peak], c = earlier.Real[peak], d = earlier.Imaginary[peak];
        double real = (double)a * c + (double)b * d, imaginary = (double)b * c - (double)a * d;
        double length = Math.Sqrt(real * real + imaginary * imaginary);
        // What was not there a hop ago begins with its own phase.
        bool isNew = length <= 1e-9 * _power[peak] || (isAttack && _power[peak] > AttackRise * (c * c + d * d));
        (float turnReal, float turnImaginary) = !isNew ? ((float)(real / length), (float)(imaginary / length)) : (1, 0);
        _turnReal.AsSpan(start, end - start).Fill(turnReal);
        _turnImaginary.AsSpan(start, end - start).Fill(turnImaginary);
    }

    private void Multiply(Spectrum spectrum)
    {
        float[] re = spectrum.Real, im = spectrum.Imaginary;
        TensorPrimitives.Multiply<float>(im, _turnImaginary, _swap);
        TensorPrimitives.Negate<float>(_swap, _swap);
        TensorPrimitives.MultiplyAdd<float>(re, _turnReal, _swap, _swap);
        TensorPrimitives.Multiply<float>(im, _turnReal, im);
        TensorPrimitives.MultiplyAdd<float>(re, _turnImaginary, im, im);
        _swap.CopyTo(re, 0);
    }
}
