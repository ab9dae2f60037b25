using System.Numerics.Tensors;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Torch.Training;

namespace Distill.Distillation;

/// <summary>
/// Makes the batches of one part: crops and masks pictures, standardises targets. A batch depends on the seed, the epoch and its windows
/// only.
/// </summary>
internal sealed class StudentBatchMaker
{
    private readonly IReadOnlyList<TaughtWindow> _windows;
    private readonly IReadOnlyList<TargetBlock> _blocks;
    private readonly TargetStatistics _statistics;
    private readonly SpectrogramInput[] _inputs;
    private readonly ExampleAugmenter _augmenter;
    private readonly int _seed;

    public StudentBatchMaker(WindowSet set, IReadOnlyList<TaughtWindow> windows, TargetStatistics statistics,
        NetworkAugmentationOptions augmentation, int frames, int seed)
    {
        _windows = windows;
        _blocks = set.Blocks;
        _statistics = statistics;
        _seed = seed;
        Mels = set.Mels;
        Frames = frames;
        _inputs = [.. windows.Select(window => SpectrogramInput.FromPixels(window.Pixels, set.Mels, set.Frames))];
        _augmenter = new ExampleAugmenter(augmentation, Mels, frames);
    }

    /// <summary>Height of the pictures.</summary>
    public int Mels { get; }

    /// <summary>Width of the pictures.</summary>
    public int Frames { get; }

    /// <summary>The windows of those indices.</summary>
    public StudentBatch Make(int epoch, int[] indices)
    {
        int size = Mels * Frames, targets = _statistics.Means.Length;
        var images = new float[indices.Length * size];
        var answers = new float[indices.Length * targets];
        for (int i = 0; i < indices.Length; i++)
        {
            var random = new RandomStream(_seed, epoch, indices[i]);
            Span<float> image = images.AsSpan(i * size, size);
            _augmenter.Crop(_inputs[indices[i]], random, image);
            _augmenter.Mask(random, image);
            WriteTargets(_windows[indices[i]].Targets, answers.AsSpan(i * targets, targets));
        }

        return new StudentBatch(images, answers, indices.Length);
    }

    private void WriteTargets(ReadOnlySpan<Half> from, Span<float> to)
    {
        TensorPrimitives.ConvertToSingle(from, to);
        foreach (TargetBlock block in _blocks)
        {
            if (block.Output.IsTags)
                continue;
            Span<float> values = to[block.Start..block.End];
            TensorPrimitives.Subtract(values, _statistics.Means.AsSpan(block.Start, values.Length), values);
            TensorPrimitives.Divide(values, _statistics.Deviations.AsSpan(block.Start, values.Length), values);
        }
    }
}
