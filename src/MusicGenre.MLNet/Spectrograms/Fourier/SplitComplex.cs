using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// Complex numbers as two arrays, without bounds checks: <see cref="RealTransform.Forward"/> has checked all lengths.
/// </summary>
internal readonly ref struct SplitComplex
{
    /// <summary>The first real part.</summary>
    public readonly ref float Real;

    /// <summary>The first imaginary part.</summary>
    public readonly ref float Imaginary;

    public SplitComplex(Span<float> real, Span<float> imaginary)
    {
        Real = ref MemoryMarshal.GetReference(real);
        Imaginary = ref MemoryMarshal.GetReference(imaginary);
    }
}
