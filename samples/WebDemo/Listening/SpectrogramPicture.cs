using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace WebDemo.Listening;

/// <summary>The mel spectrogram of a song as a small picture.</summary>
/// <param name="Png">An 8-bit grey PNG, the lowest band at the bottom; white is the loudest, black 80 dB below.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels, one a mel band.</param>
/// <param name="HighestHertz">The frequency of the upper edge; the lower one is 0.</param>
internal sealed record SpectrogramPicture(byte[] Png, int Width, int Height, double HighestHertz)
{
    private const int MaxWidth = 1200;

    /// <summary>Computes the picture; a long song's frames are averaged to at most 1,200 columns.</summary>
    public static SpectrogramPicture Of(AudioClip clip, CancellationToken cancellationToken)
    {
        MelOptions options = MelOptions.Librosa with { SampleRate = clip.SampleRate };
        MelSpectrogram mel = new MelSpectrogramExtractor(options).Compute(clip);
        cancellationToken.ThrowIfCancellationRequested();
        SpectrogramImage picture = SpectrogramImage.FromMel(Narrow(mel));
        return new SpectrogramPicture(picture.ToPng(), picture.Width, picture.Height, options.UpperFrequency);
    }

    /// <summary>Computes where a frequency lies in the height of a picture, 0 at the bottom, 1 at the top.</summary>
    public static double HeightOf(double hertz, double highestHertz) => Math.Clamp(Mel(hertz) / Mel(highestHertz), 0, 1);

    // Slaney, Auditory Toolbox (1998): linear below 1 kHz, logarithmic above.
    private static double Mel(double hertz) => hertz < 1000 ? hertz * 3 / 200 : 15 + 27 * Math.Log(hertz / 1000, 6.4);

    private static MelSpectrogram Narrow(MelSpectrogram mel)
    {
        if (mel.Frames <= MaxWidth)
            return mel;
        var values = new float[mel.Mels * MaxWidth];
        for (int band = 0; band < mel.Mels; band++)
        {
            ReadOnlySpan<float> row = mel.Band(band);
            for (int column = 0; column < MaxWidth; column++)
            {
                int from = (int)((long)column * mel.Frames / MaxWidth), to = (int)((long)(column + 1) * mel.Frames / MaxWidth);
                float sum = 0;
                foreach (float value in row[from..to])
                    sum += value;
                values[band * MaxWidth + column] = sum / (to - from);
            }
        }
        return new MelSpectrogram(values, mel.Mels, MaxWidth, mel.Options);
    }
}
