using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Keeps re² + im². No bounds are checked: <see cref="RealTransform.Power"/> has checked the length.</summary>
internal readonly ref struct PowerSpectrum(Span<float> power) : ISpectrum
{
    private readonly ref float _power = ref MemoryMarshal.GetReference(power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int bin, float real, float imaginary) => Unsafe.Add(ref _power, bin) = real * real + imaginary * imaginary;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int bin, Vector256<float> real, Vector256<float> imaginary)
        => (real * real + imaginary * imaginary).StoreUnsafe(ref _power, (nuint)bin);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetReversed(int bin, Vector256<float> real, Vector256<float> imaginary)
        => Lanes.Reverse(real * real + imaginary * imaginary).StoreUnsafe(ref _power, (nuint)bin);
}
