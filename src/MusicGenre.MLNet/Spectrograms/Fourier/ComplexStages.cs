using System.Runtime.CompilerServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// The complex Fourier transform of a power of two as Stockham's self-sorting stages of radix 4, with one of radix 2 at the end where the
/// size is no power of four (Van Loan, Computational Frameworks for the Fast Fourier Transform, §1.7). Each stage reads one buffer and
/// writes the other, and leaves its results in order, so no bit reversal is needed.
/// </summary>
internal sealed class ComplexStages
{
    private readonly int _size;
    private readonly Twiddles[] _twiddles;

    public ComplexStages(int size)
    {
        _size = size;
        var twiddles = new List<Twiddles>();
        for (int n = size; n >= 4; n /= 4)
            twiddles.Add(new Twiddles(n));
        _twiddles = [.. twiddles];
    }

    /// <summary>Transforms <paramref name="input"/>; both buffers are overwritten, and the one with the result is returned.</summary>
    public SplitComplex Transform<T>(SplitComplex input, SplitComplex other) where T : struct, ILanes<T>
    {
        SplitComplex from = input, to = other;
        int stride = 1;
        foreach (Twiddles w in _twiddles)
        {
            if (w.Quarter * stride < T.Count)
                Lanes1.RunStage(from, to, w, stride);
            else
                T.RunStage(from, to, w, stride);
            SplitComplex swap = from;
            from = to;
            to = swap;
            stride *= 4;
        }
        if (stride == _size)
            return from;
        if (stride < T.Count)
            Radix2<Lanes1>(from, to, stride);
        else
            Radix2<T>(from, to, stride);
        return to;
    }

    /// <summary>The last stage, if only one factor of two is left: its twiddle is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Radix2<T>(SplitComplex from, SplitComplex to, int stride) where T : struct, ILanes<T>
    {
        for (int q = 0; q < stride; q += T.Count)
        {
            T aRe = T.Load(ref from.Real, q), aIm = T.Load(ref from.Imaginary, q);
            T bRe = T.Load(ref from.Real, q + stride), bIm = T.Load(ref from.Imaginary, q + stride);
            (aRe + bRe).Store(ref to.Real, q);
            (aIm + bIm).Store(ref to.Imaginary, q);
            (aRe - bRe).Store(ref to.Real, q + stride);
            (aIm - bIm).Store(ref to.Imaginary, q + stride);
        }
    }
}
