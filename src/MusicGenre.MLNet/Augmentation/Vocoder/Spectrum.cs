namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>The spectrum of one frame.</summary>
/// <param name="Real">Real parts, one a bin.</param>
/// <param name="Imaginary">Imaginary parts, one a bin.</param>
internal sealed record Spectrum(float[] Real, float[] Imaginary)
{
    public static Spectrum Create(int bins) => new(new float[bins], new float[bins]);
}
