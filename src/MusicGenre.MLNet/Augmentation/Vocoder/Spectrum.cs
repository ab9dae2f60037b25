using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>The spectrum of one frame.</summary>
/// <param name="bins">Number of bins.</param>
internal sealed class Spectrum(int bins)
{
    /// <summary>Real parts, one a bin, and room for a vector that begins with the last of them.</summary>
    public float[] PaddedReal { get; } = new float[bins + Vector256<float>.Count];

    /// <summary>Imaginary parts, likewise.</summary>
    public float[] PaddedImaginary { get; } = new float[bins + Vector256<float>.Count];

    /// <summary>Real parts, one a bin.</summary>
    public Span<float> Real => PaddedReal.AsSpan(0, bins);

    /// <summary>Imaginary parts, one a bin.</summary>
    public Span<float> Imaginary => PaddedImaginary.AsSpan(0, bins);
}
