using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Keeps re² + im². No bounds are checked: <see cref="RealTransform.Power"/> has checked the length.</summary>
internal readonly ref struct PowerSpectrum(Span<float> power) : ISpectrum
{
    private readonly ref float _power = ref MemoryMarshal.GetReference(power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int bin, T real, T imaginary) where T : struct, ILanes<T>
        => (real * real + imaginary * imaginary).Store(ref _power, bin);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetReversed<T>(int bin, T real, T imaginary) where T : struct, ILanes<T>
        => (real * real + imaginary * imaginary).Reverse().Store(ref _power, bin);
}
