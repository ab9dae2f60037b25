using System.Numerics.Tensors;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>
/// A recording as the small changes of its spectrogram: decibels less their mean over a second of the band (so that loudness, equalisation
/// and long notes drop out) and over the frame's bands (so that drum beats that any two songs of one tempo share drop out).
/// </summary>
internal sealed class Fingerprint
{
    public const int Bands = 40;
    private const double ContrastSeconds = 1;

    // Below this a re-encoded copy differs by chance.
    private const float Floor = -60;

    private static readonly MelOptions Settings = MelOptions.Librosa with { MelBands = Bands, HopLength = 1024 };

    private Fingerprint(float[] values, double secondsPerFrame)
    {
        (Values, SecondsPerFrame) = (values, secondsPerFrame);
        Frames = values.Length / Bands;
        Energy = new double[Frames + 1];
        for (int t = 0; t < Frames; t++)
            Energy[t + 1] = Energy[t] + TensorPrimitives.SumOfSquares(values.AsSpan(t * Bands, Bands));
    }

    /// <summary>Row-major [frames × bands].</summary>
    public float[] Values { get; }

    public int Frames { get; }

    public double SecondsPerFrame { get; }

    /// <summary>Shape [frames + 1]: the sum of squares of all frames before.</summary>
    public double[] Energy { get; }

    public static Fingerprint Of(GenreTrack track, double seconds, CancellationToken cancellationToken)
    {
        if (TrackContent.PictureIn(track.Path) is { } picture)
        {
            MelOptions scale = MelOptions.Librosa;
            int columns = Math.Min(picture.Width, (int)(seconds * scale.SampleRate / scale.HopLength));
            return Of(picture.Crop(0, columns).Resize(columns, Bands).ToDecibels(scale));
        }
        using AudioStream stream = AudioStream.Open(track.Path, Settings.SampleRate, cancellationToken);
        return Of(new MelSpectrogramExtractor(Settings).Compute(stream.ReadClip((long)(seconds * Settings.SampleRate))));
    }

    public static Fingerprint Of(MelSpectrogram decibels)
    {
        int frames = decibels.Frames;
        double secondsPerFrame = (double)decibels.Options.HopLength / decibels.Options.SampleRate;
        int reach = Math.Max(1, (int)(ContrastSeconds / 2 / secondsPerFrame));
        var values = new float[frames * Bands];
        var sums = new double[frames + 1];
        for (int band = 0; band < Bands; band++)
        {
            ReadOnlySpan<float> from = decibels.Band(band);
            for (int t = 0; t < frames; t++)
                sums[t + 1] = sums[t] + Math.Max(from[t], Floor);
            for (int t = 0; t < frames; t++)
            {
                int first = Math.Max(0, t - reach), end = Math.Min(frames, t + reach + 1);
                values[t * Bands + band] = (float)(Math.Max(from[t], Floor) - (sums[end] - sums[first]) / (end - first));
            }
        }
        for (int t = 0; t < frames; t++)
        {
            Span<float> frame = values.AsSpan(t * Bands, Bands);
            TensorPrimitives.Subtract(frame, TensorPrimitives.Sum((ReadOnlySpan<float>)frame) / Bands, frame);
        }
        return new Fingerprint(values, secondsPerFrame);
    }
}
