using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>
/// Turns the phases of a spectrum so that it continues the one that was put out before. Every peak is turned as a whole with the bins
/// around it ("identity phase locking"; J. Laroche and M. Dolson, "Improved phase vocoder time-scale modification of audio", 1999), which
/// keeps a partial from blurring. By how much follows from the spectrum one hop earlier in the source, with no angle computed (M. Puckette,
/// "Phase-locked vocoder", 1995).
/// </summary>
internal sealed class PhaseLock(int bins)
{
    // By how much the power of a peak grows in a hop where an attack brings it.
    private const float AttackRise = 2;

    // −90 dB: less than this of a peak is no sign of where its phase was.
    private const float LeastShare = 1e-9f;

    private readonly SpectralPeaks _peaks = new(bins);

    /// <summary>Turns a spectrum.</summary>
    /// <param name="now">The source's spectrum at this frame.</param>
    /// <param name="earlier">The source's spectrum one output hop earlier.</param>
    /// <param name="put">The spectrum put out one hop before.</param>
    /// <param name="turned">Receives the turned spectrum.</param>
    /// <param name="isAttack">Whether the frame lies on an attack: peaks that it brought begin with their own phases, together.</param>
    public void Continue(Spectrum now, Spectrum earlier, Spectrum put, Spectrum turned, bool isAttack)
    {
        SpectrumKernel.Power(now.Real, now.Imaginary, _peaks.Power);
        ReadOnlySpan<int> peaks = _peaks.Find();
        // A spectrum without a peak is silence or falls all the way: its first bin leads.
        int peak = peaks.IsEmpty ? 0 : peaks[0], start = 0;
        for (int i = 1; i < peaks.Length; i++)
        {
            // A region ends halfway to the next peak.
            int end = (peak + peaks[i] + 1) / 2;
            Turn(now, turned, start, end, Difference(peak, earlier, put, isAttack));
            (peak, start) = (peaks[i], end);
        }
        Turn(now, turned, start, bins, Difference(peak, earlier, put, isAttack));
    }

    /// <summary>By how much a peak has to turn, as a number of length 1.</summary>
    private (float Real, float Imaginary) Difference(int peak, Spectrum earlier, Spectrum put, bool isAttack)
    {
        float a = put.PaddedReal[peak], b = put.PaddedImaginary[peak], c = earlier.PaddedReal[peak], d = earlier.PaddedImaginary[peak];
        float real = a * c + b * d, imaginary = b * c - a * d, power = _peaks.Power[peak];
        float length = MathF.Sqrt(real * real + imaginary * imaginary);
        // What was not there a hop ago begins with its own phase.
        bool isNew = length <= LeastShare * power || (isAttack && power > AttackRise * (c * c + d * d));
        float scale = 1 / length;
        return isNew ? (1, 0) : (real * scale, imaginary * scale);
    }

    // In whole vectors: what is written beyond the region belongs to the next one, which writes it after this one.
    private static void Turn(Spectrum now, Spectrum turned, int start, int end, (float Real, float Imaginary) turn)
    {
        ref float fromReal = ref MemoryMarshal.GetArrayDataReference(now.PaddedReal);
        ref float fromImaginary = ref MemoryMarshal.GetArrayDataReference(now.PaddedImaginary);
        ref float toReal = ref MemoryMarshal.GetArrayDataReference(turned.PaddedReal);
        ref float toImaginary = ref MemoryMarshal.GetArrayDataReference(turned.PaddedImaginary);
        Vector256<float> turnReal = Vector256.Create(turn.Real), turnImaginary = Vector256.Create(turn.Imaginary);
        for (int k = start; k < end; k += Vector256<float>.Count)
        {
            Vector256<float> re = Vector256.LoadUnsafe(ref fromReal, (nuint)k), im = Vector256.LoadUnsafe(ref fromImaginary, (nuint)k);
            (re * turnReal - im * turnImaginary).StoreUnsafe(ref toReal, (nuint)k);
            (re * turnImaginary + im * turnReal).StoreUnsafe(ref toImaginary, (nuint)k);
        }
    }
}
