using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// Real transform of a power of two: even and odd samples are taken as real and imaginary parts of a complex signal of half the length,
/// which <see cref="ComplexStages"/> transforms; the two interleaved spectra are then taken apart (Numerical Recipes, §12.3).
/// Real and imaginary parts live in separate arrays, so that neighbours fit a vector.
/// </summary>
internal sealed class PowerOfTwoTransform : RealTransform
{
    // Four arrays whose places differ by whole pages would compete for the same lines of the first cache.
    private const int Apart = 24;

    private readonly TransformWidth _width;
    private readonly ComplexStages _stages;
    private readonly float[] _cos;
    private readonly float[] _sin;

    /// <param name="size">A power of two, at least 4.</param>
    /// <param name="width">How many floats are computed at a time; null takes the most that the processor can do.</param>
    public PowerOfTwoTransform(int size, TransformWidth? width = null) : base(size)
    {
        if (!int.IsPow2(size) || size < 4)
            throw new ArgumentException($"The size must be a power of two, at least 4; it is {size}.", nameof(size));
        _width = width ?? TransformWidths.Supported[^1];
        if (!TransformWidths.Supported.Contains(_width))
            throw new PlatformNotSupportedException($"This processor does not compute {(int)_width} floats at a time.");
        _stages = new ComplexStages(size / 2);
        _cos = new float[size / 4 + 1];
        _sin = new float[size / 4 + 1];
        for (int k = 0; k < _cos.Length; k++)
            (_sin[k], _cos[k]) = ((float)-Math.Sin(2 * Math.PI * k / size), (float)Math.Cos(2 * Math.PI * k / size));
    }

    public override int ScratchLength => 4 * (Size / 2 + Apart);

    private protected override void ForwardCore(ReadOnlySpan<float> frame, Span<float> real, Span<float> imaginary, Span<float> scratch)
        => Transform(frame, default, new ComplexSpectrum(real, imaginary), scratch);

    /// <summary>
    /// Window and powers are done while the samples are sorted and the bins taken apart, which spares three ways through the memory.
    /// </summary>
    private protected override void PowerCore(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, Span<float> power, Span<float> scratch)
        => Transform(frame, window, new PowerSpectrum(power), scratch);

    private void Transform<TSpectrum>(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, TSpectrum spectrum, Span<float> scratch)
        where TSpectrum : struct, ISpectrum, allows ref struct
    {
        if (_width == TransformWidth.Vector256)
            Transform<Lanes8, TSpectrum>(frame, window, spectrum, scratch);
        else if (_width == TransformWidth.Vector128)
            Transform<Lanes4, TSpectrum>(frame, window, spectrum, scratch);
        else
            Transform<Lanes1, TSpectrum>(frame, window, spectrum, scratch);
    }

    private void Transform<T, TSpectrum>(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, TSpectrum spectrum, Span<float> scratch)
        where T : struct, ILanes<T>
        where TSpectrum : struct, ISpectrum, allows ref struct
    {
        int half = Size / 2;
        int next = half + Apart;
        var first = new SplitComplex(scratch[..half], scratch.Slice(next, half));
        var second = new SplitComplex(scratch.Slice(2 * next, half), scratch.Slice(3 * next, half));

        int sorted = Deinterleave<T>(frame, window, first, 0);
        sorted = Deinterleave<Lanes1>(frame, window, first, sorted);
        Fill(frame, window, first, sorted);

        SplitComplex z = _stages.Transform<T>(first, second);
        spectrum.Set(0, new Lanes1(z.Real + z.Imaginary), default);
        spectrum.Set(half, new Lanes1(z.Real - z.Imaginary), default);
        int k = TakeApart<T, TSpectrum>(z, spectrum, 1, half / 2);
        TakeApart<Lanes1, TSpectrum>(z, spectrum, k, half / 2 + 1);
    }

    /// <summary>Even samples become real, odd ones imaginary parts, times the window if there is one.</summary>
    /// <returns>The next n; what is left is less than a vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Deinterleave<T>(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, SplitComplex z, int n)
        where T : struct, ILanes<T>
    {
        ref float from = ref MemoryMarshal.GetReference(frame);
        ref float weights = ref MemoryMarshal.GetReference(window);
        for (; n <= frame.Length / 2 - T.Count; n += T.Count)
        {
            T a = T.Load(ref from, 2 * n), b = T.Load(ref from, 2 * n + T.Count);
            if (!window.IsEmpty)
            {
                a *= T.Load(ref weights, 2 * n);
                b *= T.Load(ref weights, 2 * n + T.Count);
            }
            (T even, T odd) = T.Deinterleave(a, b);
            even.Store(ref z.Real, n);
            odd.Store(ref z.Imaginary, n);
        }
        return n;
    }

    /// <summary>The last sample of an odd number of them, and the zeros that follow a short frame.</summary>
    private void Fill(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, SplitComplex z, int n)
    {
        for (; n < Size / 2; n++)
        {
            Lanes1.Fill(2 * n < frame.Length ? frame[2 * n] * window[2 * n] : 0).Store(ref z.Real, n);
            Lanes1.Fill(0).Store(ref z.Imaginary, n);
        }
    }

    /// <summary>
    /// With Z the transform of even + i·odd samples: E[k] = (Z[k] + Z*[M−k])/2, O[k] = (Z[k] − Z*[M−k])/2i, X[k] = E[k] + W^k·O[k] and
    /// X[M−k] = (E[k] − W^k·O[k])*, where M = N/2 and W = exp(−2πi/N).
    /// </summary>
    /// <returns>The next k: as many are done as fit whole vectors below <paramref name="end"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeApart<T, TSpectrum>(SplitComplex z, TSpectrum spectrum, int k, int end)
        where T : struct, ILanes<T>
        where TSpectrum : struct, ISpectrum, allows ref struct
    {
        ref float cosines = ref MemoryMarshal.GetArrayDataReference(_cos);
        ref float sines = ref MemoryMarshal.GetArrayDataReference(_sin);
        T oneHalf = T.Fill(0.5f);
        for (; k + T.Count <= end; k += T.Count)
        {
            int mirror = Size / 2 - k - T.Count + 1;
            T a = T.Load(ref z.Real, k), b = T.Load(ref z.Imaginary, k);
            T c = T.Load(ref z.Real, mirror).Reverse(), d = T.Load(ref z.Imaginary, mirror).Reverse();
            T cos = T.Load(ref cosines, k), sin = T.Load(ref sines, k);
            T evenRe = oneHalf * (a + c), evenIm = oneHalf * (b - d);
            T oddRe = oneHalf * (b + d), oddIm = oneHalf * (c - a);
            T turnedRe = cos * oddRe - sin * oddIm;
            T turnedIm = cos * oddIm + sin * oddRe;
            spectrum.SetReversed(mirror, evenRe - turnedRe, turnedIm - evenIm);
            spectrum.Set(k, evenRe + turnedRe, evenIm + turnedIm);
        }
        return k;
    }
}
