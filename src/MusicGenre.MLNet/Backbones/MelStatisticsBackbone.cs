using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// The classical baseline that needs no weights: for each of 128 mel bands of the spectrogram picture, over time, the mean, the
/// standard deviation, the 10th, 50th and 90th percentile, and the mean and the standard deviation of the absolute difference from one
/// frame to the next (delta). All values are in decibels.
/// </summary>
internal sealed class MelStatisticsBackbone : Backbone
{
    /// <summary>The name this backbone has in the catalogue: <c>mel-statistics</c>.</summary>
    public const string CatalogueName = "mel-statistics";

    private const int Bands = 128;
    private const int Statistics = 7;

    // Part of every cache key and model file: raise it when the formula below changes.
    private const string FormulaVersion = "mel-statistics/1";

    private readonly MelSpectrogramExtractor _extractor;

    internal MelStatisticsBackbone()
        : base(DefaultDescription) => _extractor = new MelSpectrogramExtractor(Description.Mel);

    /// <inheritdoc/>
    public override string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormulaVersion)));

    internal static BackboneDescription DefaultDescription { get; } = new()
    {
        Name = CatalogueName,
        About = "Statistics of 128 mel bands over time: a classical baseline that needs no weights.",
        Input = BackboneInput.Picture,
        Layout = BackboneLayout.ChannelsHeightWidth,
        Mel = MelOptions.Librosa,
        EmbeddingSize = Bands * Statistics,
    };

    internal override ReadOnlyMemory<byte> Weights => default;

    /// <inheritdoc/>
    internal override float[] EmbedPictureLeased(SpectrogramImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Height != Bands)
            picture = picture.Resize(picture.Width, Bands);
        var embedding = new float[EmbeddingSize];
        var band = new float[picture.Width];
        Span<int> histogram = stackalloc int[byte.MaxValue + 1];
        for (int row = 0; row < Bands; row++)
        {
            ReadOnlySpan<byte> pixels = picture.Pixels.AsSpan(row * picture.Width, picture.Width);
            histogram.Clear();
            for (int i = 0; i < band.Length; i++)
            {
                band[i] = Decibels(pixels[i]);
                histogram[pixels[i]]++;
            }
            Describe(band, histogram, embedding, Bands - 1 - row);
        }
        return embedding;
    }

    /// <summary>Takes the overall level out of an embedding: of the means and percentiles, what remains is relative to the mean over all
    /// bands.</summary>
    internal static void RemoveLevel(Span<float> embedding)
    {
        float level = TensorPrimitives.Sum((ReadOnlySpan<float>)embedding[..Bands]) / Bands;
        Span<float> means = embedding[..Bands], percentiles = embedding[(2 * Bands)..(5 * Bands)];
        TensorPrimitives.Subtract(means, level, means);
        TensorPrimitives.Subtract(percentiles, level, percentiles);
    }

    private protected override float[] EmbedFullWindow(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change)
    {
        MelSpectrogram mel = _extractor.Compute(window);
        return EmbedPictureLeased(SpectrogramImage.FromMel(change is null ? mel : change(mel)));
    }

    private static void Describe(float[] band, ReadOnlySpan<int> histogram, float[] embedding, int index)
    {
        (embedding[index], embedding[Bands + index]) = Moments(band);
        var delta = new float[band.Length - 1];
        for (int i = 0; i < delta.Length; i++)
            delta[i] = Math.Abs(band[i + 1] - band[i]);
        (embedding[5 * Bands + index], embedding[6 * Bands + index]) = Moments(delta);
        embedding[2 * Bands + index] = Percentile(histogram, band.Length, 0.1);
        embedding[3 * Bands + index] = Percentile(histogram, band.Length, 0.5);
        embedding[4 * Bands + index] = Percentile(histogram, band.Length, 0.9);
    }

    private static (float Mean, float Deviation) Moments(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            return (0, 0);
        float mean = TensorPrimitives.Sum(values) / values.Length;
        float squares = 0;
        foreach (float value in values)
            squares += (value - mean) * (value - mean);
        return (mean, MathF.Sqrt(squares / values.Length));
    }

    // Counted, not sorted: there are only 256 different pixels.
    private static float Percentile(ReadOnlySpan<int> histogram, int count, double fraction)
    {
        int place = (int)Math.Round(fraction * (count - 1));
        int pixel = 0;
        for (int below = histogram[0]; below <= place; below += histogram[pixel])
            pixel++;
        return Decibels((byte)pixel);
    }

    private static float Decibels(byte pixel) => pixel * (80f / 255) - 80;
}
