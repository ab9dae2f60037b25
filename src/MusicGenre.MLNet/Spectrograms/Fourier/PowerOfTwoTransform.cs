using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// Real transform of a power of two: even and odd samples are taken as real and imaginary parts of a complex signal of half the length,
/// which <see cref="ComplexStages"/> transforms; the two interleaved spectra are then taken apart (Numerical Recipes, §12.3).
/// Real and imaginary parts live in separate arrays, so that eight neighbours fit a vector. The scalar path, for processors without AVX2,
/// does the same operations in the same order.
/// </summary>
internal sealed class PowerOfTwoTransform : RealTransform
{
    // Four arrays whose places differ by whole pages would compete for the same lines of the first cache.
    private const int Apart = 24;

    private readonly bool _vectorised;
    private readonly ComplexStages _stages;
    private readonly float[] _cos;
    private readonly float[] _sin;

    /// <param name="size">A power of two, at least 4.</param>
    /// <param name="allowVectors">False takes the scalar path whatever the processor can do; the tests compare the two.</param>
    public PowerOfTwoTransform(int size, bool allowVectors = true) : base(size)
    {
        if (!int.IsPow2(size) || size < 4)
            throw new ArgumentException($"The size must be a power of two, at least 4; it is {size}.", nameof(size));
        _vectorised = allowVectors && Avx2.IsSupported;
        _stages = new ComplexStages(size / 2, _vectorised);
        _cos = new float[size / 4 + 1];
        _sin = new float[size / 4 + 1];
        for (int k = 0; k < _cos.Length; k++)
            (_sin[k], _cos[k]) = ((float)-Math.Sin(2 * Math.PI * k / size), (float)Math.Cos(2 * Math.PI * k / size));
    }

    public override int ScratchLength => 4 * (Size / 2 + Apart);

    private protected override void ForwardCore(ReadOnlySpan<float> frame, Span<float> real, Span<float> imaginary, Span<float> scratch)
        => Transform(frame, default, new ComplexSpectrum(real, imaginary), scratch);

    /// <summary>Window and powers are done while the samples are sorted and the bins taken apart, which spares three ways through the memory.</summary>
    private protected override void PowerCore(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, Span<float> power, Span<float> scratch)
        => Transform(frame, window, new PowerSpectrum(power), scratch);

    private void Transform<TSpectrum>(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, TSpectrum spectrum, Span<float> scratch)
        where TSpectrum : struct, ISpectrum, allows ref struct
    {
        int half = Size / 2;
        int next = half + Apart;
        var first = new SplitComplex(scratch[..half], scratch.Slice(next, half));
        var second = new SplitComplex(scratch.Slice(2 * next, half), scratch.Slice(3 * next, half));
        Deinterleave(frame, window, first);
        TakeApart(_stages.Transform(first, second), spectrum);
    }

    /// <summary>Even samples become real, odd ones imaginary parts, times the window if there is one; zeros follow a short frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Deinterleave(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, SplitComplex z)
    {
        int n = 0;
        if (_vectorised)
        {
            ref float from = ref MemoryMarshal.GetReference(frame);
            ref float weights = ref MemoryMarshal.GetReference(window);
            for (; n <= frame.Length / 2 - 8; n += 8)
            {
                Vector256<float> a = Vector256.LoadUnsafe(ref from, (nuint)(2 * n));
                Vector256<float> b = Vector256.LoadUnsafe(ref from, (nuint)(2 * n + 8));
                if (!window.IsEmpty)
                {
                    a *= Vector256.LoadUnsafe(ref weights, (nuint)(2 * n));
                    b *= Vector256.LoadUnsafe(ref weights, (nuint)(2 * n + 8));
                }
                // The shuffle works within each half of a vector: [a0 a2 b0 b2 | a4 a6 b4 b6]; the permutation puts the pairs in order.
                Vector256<double> even = Avx2.Permute4x64(Avx.Shuffle(a, b, 0b10_00_10_00).AsDouble(), 0b11_01_10_00);
                Vector256<double> odd = Avx2.Permute4x64(Avx.Shuffle(a, b, 0b11_01_11_01).AsDouble(), 0b11_01_10_00);
                even.AsSingle().StoreUnsafe(ref z.Real, (nuint)n);
                odd.AsSingle().StoreUnsafe(ref z.Imaginary, (nuint)n);
            }
        }
        for (; n < Size / 2; n++)
        {
            z.SetReal(n, Sample(frame, window, 2 * n));
            z.SetImaginary(n, Sample(frame, window, 2 * n + 1));
        }
    }

    private static float Sample(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, int index)
        => index >= frame.Length ? 0 : window.IsEmpty ? frame[index] : frame[index] * window[index];

    /// <summary>
    /// With Z the transform of even + i·odd samples: E[k] = (Z[k] + Z*[M−k])/2, O[k] = (Z[k] − Z*[M−k])/2i, X[k] = E[k] + W^k·O[k] and
    /// X[M−k] = (E[k] − W^k·O[k])*, where M = N/2 and W = exp(−2πi/N).
    /// </summary>
    private void TakeApart<TSpectrum>(SplitComplex z, TSpectrum spectrum)
        where TSpectrum : struct, ISpectrum, allows ref struct
    {
        int half = Size / 2;
        float re0 = z.GetReal(0), im0 = z.GetImaginary(0);
        spectrum.Set(0, re0 + im0, 0);
        spectrum.Set(half, re0 - im0, 0);
        int k = 1;
        if (_vectorised)
            k = TakeApartVectors(z, spectrum);
        for (; k <= half / 2; k++)
        {
            int mirror = half - k;
            float a = z.GetReal(k), b = z.GetImaginary(k), c = z.GetReal(mirror), d = z.GetImaginary(mirror);
            float evenRe = 0.5f * (a + c), evenIm = 0.5f * (b - d);
            float oddRe = 0.5f * (b + d), oddIm = 0.5f * (c - a);
            float turnedRe = _cos[k] * oddRe - _sin[k] * oddIm;
            float turnedIm = _cos[k] * oddIm + _sin[k] * oddRe;
            spectrum.Set(mirror, evenRe - turnedRe, turnedIm - evenIm);
            spectrum.Set(k, evenRe + turnedRe, evenIm + turnedIm);
        }
    }

    /// <summary>Does eight k at a time, from 1, as long as they do not meet their mirror images; returns the next k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeApartVectors<TSpectrum>(SplitComplex z, TSpectrum spectrum)
        where TSpectrum : struct, ISpectrum, allows ref struct
    {
        int half = Size / 2;
        ref float cosines = ref MemoryMarshal.GetArrayDataReference(_cos);
        ref float sines = ref MemoryMarshal.GetArrayDataReference(_sin);
        var oneHalf = Vector256.Create(0.5f);
        int k = 1;
        for (; k + 7 < half / 2; k += 8)
        {
            int mirror = half - k - 7;
            Vector256<float> a = Vector256.LoadUnsafe(ref z.Real, (nuint)k);
            Vector256<float> b = Vector256.LoadUnsafe(ref z.Imaginary, (nuint)k);
            Vector256<float> c = Lanes.Reverse(Vector256.LoadUnsafe(ref z.Real, (nuint)mirror));
            Vector256<float> d = Lanes.Reverse(Vector256.LoadUnsafe(ref z.Imaginary, (nuint)mirror));
            Vector256<float> cos = Vector256.LoadUnsafe(ref cosines, (nuint)k);
            Vector256<float> sin = Vector256.LoadUnsafe(ref sines, (nuint)k);
            Vector256<float> evenRe = oneHalf * (a + c), evenIm = oneHalf * (b - d);
            Vector256<float> oddRe = oneHalf * (b + d), oddIm = oneHalf * (c - a);
            Vector256<float> turnedRe = cos * oddRe - sin * oddIm;
            Vector256<float> turnedIm = cos * oddIm + sin * oddRe;
            spectrum.Set(k, evenRe + turnedRe, evenIm + turnedIm);
            spectrum.SetReversed(mirror, evenRe - turnedRe, turnedIm - evenIm);
        }
        return k;
    }
}
