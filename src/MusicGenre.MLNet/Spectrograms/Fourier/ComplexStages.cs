namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// The complex Fourier transform of a power of two as Stockham's self-sorting stages of radix 4, with one of radix 2 at the end where the
/// size is no power of four (Van Loan, Computational Frameworks for the Fast Fourier Transform, §1.7). Each stage reads one buffer and
/// writes the other, and leaves its results in order, so no bit reversal is needed.
/// </summary>
internal sealed class ComplexStages
{
    private readonly int _size;
    private readonly bool _vectorised;
    private readonly Twiddles[] _twiddles;

    public ComplexStages(int size, bool vectorised)
    {
        _size = size;
        _vectorised = vectorised;
        var twiddles = new List<Twiddles>();
        for (int n = size; n >= 4; n /= 4)
            twiddles.Add(new Twiddles(n));
        _twiddles = [.. twiddles];
    }

    /// <summary>Transforms <paramref name="input"/>; both buffers are overwritten, and the one with the result is returned.</summary>
    public SplitComplex Transform(SplitComplex input, SplitComplex other)
    {
        SplitComplex from = input, to = other;
        int stride = 1;
        foreach (Twiddles w in _twiddles)
        {
            if (!_vectorised || w.Quarter * stride < 8)
                ScalarStage.Radix4(from, to, w, stride);
            else if (stride >= 8)
                VectorStage.Radix4<StageLayouts.Wide>(from, to, w, stride);
            else if (stride == 4)
                VectorStage.Radix4<StageLayouts.Four>(from, to, w, stride);
            else
                VectorStage.Radix4<StageLayouts.One>(from, to, w, stride);
            SplitComplex swap = from;
            from = to;
            to = swap;
            stride *= 4;
        }
        if (stride == _size)
            return from;
        // Only one factor of two is left, and its twiddle is 1.
        for (int q = 0; q < stride; q++)
        {
            float a = from.GetReal(q), b = from.GetImaginary(q), c = from.GetReal(q + stride), d = from.GetImaginary(q + stride);
            to.SetReal(q, a + c);
            to.SetImaginary(q, b + d);
            to.SetReal(q + stride, a - c);
            to.SetImaginary(q + stride, b - d);
        }
        return to;
    }
}
