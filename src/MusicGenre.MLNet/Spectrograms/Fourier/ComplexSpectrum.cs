using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Keeps real and imaginary parts. No bounds are checked: <see cref="RealTransform.Forward"/> has checked the lengths.</summary>
internal readonly ref struct ComplexSpectrum(Span<float> real, Span<float> imaginary) : ISpectrum
{
    private readonly ref float _real = ref MemoryMarshal.GetReference(real);
    private readonly ref float _imaginary = ref MemoryMarshal.GetReference(imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int bin, float real, float imaginary)
    {
        Unsafe.Add(ref _real, bin) = real;
        Unsafe.Add(ref _imaginary, bin) = imaginary;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int bin, Vector256<float> real, Vector256<float> imaginary)
    {
        real.StoreUnsafe(ref _real, (nuint)bin);
        imaginary.StoreUnsafe(ref _imaginary, (nuint)bin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetReversed(int bin, Vector256<float> real, Vector256<float> imaginary) => Set(bin, Lanes.Reverse(real), Lanes.Reverse(imaginary));
}
