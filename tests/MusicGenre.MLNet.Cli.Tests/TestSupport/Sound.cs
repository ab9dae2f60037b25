using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Cli.Tests.TestSupport;

/// <summary>What can be heard of a clip, in numbers.</summary>
internal sealed class Sound
{
    private static readonly MelOptions Settings = MelOptions.Librosa with { Compression = MelCompression.None };

    public Sound(AudioClip clip)
    {
        ReadOnlySpan<float> samples = clip.Samples.Span;
        double sum = 0, squares = 0;
        foreach (float sample in samples)
        {
            IsFinite &= float.IsFinite(sample);
            Peak = Math.Max(Peak, Math.Abs(sample));
            sum += sample;
            squares += (double)sample * sample;
        }
        Mean = sum / samples.Length;
        Rms = Math.Sqrt(squares / samples.Length);
        MelSpectrogram mel = new MelSpectrogramExtractor(Settings).Compute(samples);
        CentroidBand = Centroid(mel);
        OnsetsPerSecond = Onsets(mel) / clip.Duration.TotalSeconds;
    }

    public bool IsFinite { get; } = true;

    public double Peak { get; }

    public double Mean { get; }

    public double Rms { get; }

    /// <summary>The mean mel band weighted by amplitude, 0…127.</summary>
    public double CentroidBand { get; }

    /// <summary>Sudden rises of loudness a second.</summary>
    public double OnsetsPerSecond { get; }

    private static double Centroid(MelSpectrogram mel)
    {
        double weighted = 0, total = 0;
        for (int band = 0; band < mel.Mels; band++)
            foreach (float power in mel.Band(band))
            {
                double amplitude = Math.Sqrt(power);
                weighted += band * amplitude;
                total += amplitude;
            }
        return weighted / total;
    }

    private static int Onsets(MelSpectrogram mel)
    {
        // Rises of the log-mel bands, summed; a peak of it well above its mean is an onset.
        var flux = new double[mel.Frames];
        float floor = 1e-6f * mel.Values.Max();
        for (int band = 0; band < mel.Mels; band++)
        {
            ReadOnlySpan<float> row = mel.Band(band);
            for (int frame = 1; frame < row.Length; frame++)
                flux[frame] += Math.Max(0, Math.Log((row[frame] + floor) / (row[frame - 1] + floor)));
        }
        double threshold = 1.3 * flux.Average();
        int onsets = 0;
        for (int frame = 2; frame < flux.Length - 2; frame++)
            if (flux[frame] > threshold && flux[frame] >= flux[frame - 1] && flux[frame] > flux[frame + 1])
                onsets++;
        return onsets;
    }
}
