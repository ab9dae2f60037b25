using MathNet.Numerics.Distributions;
using MusicGenre.MLNet.Augmentation;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Makes batches: crops, mixes, masks. A batch depends only on the data, the options, the epoch and its indices; calls may run in
/// parallel.</summary>
internal sealed class BatchMaker
{
    private readonly IReadOnlyList<TrainingExample> _examples;
    private readonly int _genres;
    private readonly NetworkTrainingOptions _options;
    private readonly ExampleAugmenter _augmenter;

    public BatchMaker(IReadOnlyList<TrainingExample> examples, int genres, NetworkTrainingOptions options)
    {
        (_examples, _genres, _options) = (examples, genres, options);
        Mels = examples[0].Input.Mels;
        Width = options.CropFrames ?? examples.Max(example => example.Input.Frames);
        _augmenter = new ExampleAugmenter(options.Augmentation, Mels, Width);
    }

    /// <summary>The height of every batch.</summary>
    public int Mels { get; }

    /// <summary>The width of every batch, in frames.</summary>
    public int Width { get; }

    /// <summary>Makes the batches of an epoch (from 1; others have random streams that no epoch has), one after another.</summary>
    public IEnumerable<TrainingBatch> Make(int epoch)
        => BatchPlan.Of(_examples.Count, _options.BatchSize, _options.Seed, epoch).Select((examples, i) => Make(epoch, i, examples));

    /// <summary>Makes one batch of an epoch.</summary>
    public TrainingBatch Make(int epoch, int index, int[] examples)
    {
        int size = Mels * Width;
        var plain = new float[examples.Length * size];
        var streams = new RandomStream[examples.Length];
        for (int i = 0; i < examples.Length; i++)
        {
            streams[i] = new RandomStream(_options.Seed, epoch, examples[i]);
            _augmenter.Crop(_examples[examples[i]].Input, streams[i], plain.AsSpan(i * size, size));
        }

        float[] images = _options.MixupAlpha > 0 || _options.CutMixAlpha > 0 ? new float[plain.Length] : plain;
        var targets = new float[examples.Length * _genres];
        var labels = new int[examples.Length];
        for (int i = 0; i < examples.Length; i++)
        {
            // The order is random already, so the next example of the batch is a random partner.
            int partner = (i + 1) % examples.Length;
            Span<float> image = images.AsSpan(i * size, size);
            float own = Mix(streams[i], plain.AsSpan(i * size, size), plain.AsSpan(partner * size, size), image);
            _augmenter.Mask(streams[i], image);

            int label = _examples[examples[i]].Genre;
            int other = _examples[examples[partner]].Genre;
            WriteTarget(targets.AsSpan(i * _genres, _genres), label, other, own);
            labels[i] = own >= 0.5f ? label : other;
        }

        return new TrainingBatch(index, images, Mels, targets, labels);
    }

    /// <summary>The share of an example in its mixture: Beta(α, α).</summary>
    internal static double DrawShare(RandomStream random, double alpha)
    {
        double share = Beta.Sample(random, alpha, alpha);
        // For a very small α both underlying gamma samples can underflow to zero; such a share is 0 or 1 in the limit.
        return double.IsNaN(share) ? random.Next(2) : share;
    }

    private void WriteTarget(Span<float> target, int label, int other, float own)
    {
        float smoothing = (float)_options.LabelSmoothing;
        target.Fill(smoothing / _genres);
        target[label] += (1 - smoothing) * own;
        target[other] += (1 - smoothing) * (1 - own);
    }

    /// <summary>Mixes an example with its partner, by mixup or CutMix, with a coin thrown where both are wanted.</summary>
    /// <returns>The example's own share.</returns>
    private float Mix(RandomStream random, ReadOnlySpan<float> own, ReadOnlySpan<float> partner, Span<float> destination)
    {
        if (_options.CutMixAlpha > 0 && (_options.MixupAlpha == 0 || random.Next(2) == 0))
        {
            GridArea area = GridArea.Draw(random, Mels, Width, DrawShare(random, _options.CutMixAlpha));
            own.CopyTo(destination);
            SpectrogramGrid.Paste(partner, destination, Width, area);
            return area.Left(Mels, Width);
        }
        if (_options.MixupAlpha == 0)
            return 1;
        float share = (float)DrawShare(random, _options.MixupAlpha);
        SpectrogramGrid.Mix(own, partner, share, destination);
        return share;
    }
}

/// <summary>Which examples are in which batch of an epoch: every example once, in an order that only the seed and the epoch
/// decide.</summary>
internal static class BatchPlan
{
    /// <summary>Batches of an epoch. A last batch of one example is joined to the batch before: batch normalisation has no statistics of
    /// one.</summary>
    public static int Count(int examples, int batchSize)
    {
        int whole = examples / batchSize;
        int rest = examples % batchSize;
        return rest == 0 || (rest == 1 && whole > 0) ? whole : whole + 1;
    }

    /// <summary>The indices of every batch of one epoch.</summary>
    public static IReadOnlyList<int[]> Of(int examples, int batchSize, int seed, int epoch)
    {
        int[] order = [.. Enumerable.Range(0, examples)];
        var random = new RandomStream(seed, epoch, -1);
        for (int i = examples - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        int count = Count(examples, batchSize);
        var batches = new int[count][];
        for (int b = 0; b < count; b++)
            batches[b] = order[(b * batchSize)..(b == count - 1 ? examples : (b + 1) * batchSize)];
        return batches;
    }
}

/// <summary>One batch, ready for the network.</summary>
/// <param name="Index">Its place in the epoch, from 0.</param>
/// <param name="Images">[count × mels × width].</param>
/// <param name="Mels">The height of the images.</param>
/// <param name="Targets">[count × genres], each row the genres' shares and adding up to 1 (mixed and smoothed).</param>
/// <param name="Labels">The genre with the largest share, for the accuracy.</param>
internal sealed record TrainingBatch(int Index, float[] Images, int Mels, float[] Targets, int[] Labels)
{
    /// <summary>Copies the images to a tensor [count, 1, mels, width].</summary>
    public Tensor ToTensor() => tensor(Images, [Labels.Length, 1, Mels, Images.Length / Labels.Length / Mels]);
}
