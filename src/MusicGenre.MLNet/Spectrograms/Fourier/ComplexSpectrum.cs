using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Keeps real and imaginary parts. No bounds are checked: <see cref="RealTransform.Forward"/> has checked the lengths.</summary>
internal readonly ref struct ComplexSpectrum(Span<float> real, Span<float> imaginary) : ISpectrum
{
    private readonly ref float _real = ref MemoryMarshal.GetReference(real);
    private readonly ref float _imaginary = ref MemoryMarshal.GetReference(imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int bin, T real, T imaginary) where T : struct, ILanes<T>
    {
        real.Store(ref _real, bin);
        imaginary.Store(ref _imaginary, bin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetReversed<T>(int bin, T real, T imaginary) where T : struct, ILanes<T> => Set(bin, real.Reverse(), imaginary.Reverse());
}
