using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// Any even size, by MathNet's transform in double precision (Bluestein's algorithm for sizes that are no power of two). It allocates for
/// every frame; no named setting of <see cref="MelOptions"/> needs it.
/// </summary>
internal sealed class MathNetTransform(int size) : RealTransform(size)
{
    public override int ScratchLength => Size + 2 * Bins;

    private protected override void ForwardCore(ReadOnlySpan<float> frame, Span<float> real, Span<float> imaginary, Span<float> scratch)
    {
        var values = new Complex[frame.Length];
        for (int i = 0; i < frame.Length; i++)
            values[i] = frame[i];
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(values, FourierOptions.NoScaling);
        for (int k = 0; k < real.Length; k++)
        {
            real[k] = (float)values[k].Real;
            imaginary[k] = (float)values[k].Imaginary;
        }
    }

    private protected override void PowerCore(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, Span<float> power, Span<float> scratch)
    {
        Span<float> windowed = scratch[..Size], real = scratch.Slice(Size, Bins), imaginary = scratch.Slice(Size + Bins, Bins);
        SpectrumKernel.Multiply(frame, window, windowed[..frame.Length]);
        windowed[frame.Length..].Clear();
        ForwardCore(windowed, real, imaginary, []);
        SpectrumKernel.Power(real, imaginary, power);
    }
}
