using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>What the values of a compressed spectrogram mean.</summary>
/// <param name="PerDecibel">By how much a value grows when the sound is 1 dB louder.</param>
/// <param name="Floor">The value of silence.</param>
internal readonly record struct SpectrogramUnits(float PerDecibel, float Floor)
{
    /// <exception cref="ArgumentException">The spectrogram is not compressed.</exception>
    public static SpectrogramUnits Of(MelOptions options)
    {
        double lnPerDecibel = Math.Log(10) / (options.Power == 2 ? 10 : 20);
        return options.Compression switch
        {
            MelCompression.Decibels => new SpectrogramUnits(1, -options.DynamicRange),
            MelCompression.NaturalLog => Logarithmic(options, 1, lnPerDecibel),
            MelCompression.Log10 => Logarithmic(options, 1 / Math.Log(10), lnPerDecibel),
            _ => throw new ArgumentException(
                $"This spectrogram's values are not compressed ({options.Compression}); take one in decibels or logarithms.",
                nameof(options)),
        };
    }

    private static SpectrogramUnits Logarithmic(MelOptions o, double perLn, double lnPerDecibel) => new(
        (float)(lnPerDecibel * perLn * o.OutputScale), (float)((Math.Log(o.LogOffset) * perLn + o.OutputShift) * o.OutputScale));
}
