using MusicGenre.MLNet.Torch.Training;

namespace Distill.Distillation;

/// <summary>How a student learns from its teachers.</summary>
/// <remarks>
/// The learning rate rises, stays, and falls in the last <see cref="DecayEpochs"/> ("warm-up, stable, decay"; S. Hu et al., "MiniCPM",
/// 2024). So a training need not know beforehand how long it will be: stop it, and resume it with other <see cref="Epochs"/>; what was
/// learned before the decay serves both.
/// </remarks>
public sealed record DistillationOptions
{
    /// <summary>Passes over the training windows, those before a resumption included. The default value is 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>The last epochs, in which the rate falls to nothing. The default value is 6.</summary>
    public int DecayEpochs { get; init; } = 6;

    /// <summary>Windows of one step. The default value is 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The largest learning rate of AdamW. The default value is 2e-3.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Weight decay of everything of two dimensions and more. The default value is 0.02.</summary>
    public double WeightDecay { get; init; } = 0.02;

    /// <summary>Steps in which the rate rises. The default value is 300.</summary>
    public int WarmUpSteps { get; init; } = 300;

    /// <summary>Weight of the tags' loss beside the embeddings'. The default value is 1.</summary>
    public double TagWeight { get; init; } = 1;

    /// <summary>
    /// Names of the teachers to learn from, of those that were asked; <see langword="null"/> (the default) for all. For ablations: the
    /// others' answers stay in the cache and play no part.
    /// </summary>
    public IReadOnlyList<string>? Teachers { get; init; }

    /// <summary>Whether equalised and mixed windows are learned from as well as unaltered ones. The default value is true.</summary>
    public bool AlteredWindows { get; init; } = true;

    /// <summary>The largest norm of the gradient. The default value is 5.</summary>
    public double GradientClip { get; init; } = 5;

    /// <summary>
    /// What is done to the student's picture alone, the teachers' answers staying as they are: masks and small shifts. The default value
    /// has one mask of up to 12 bands, one of up to 24 frames, and shifts of up to one band.
    /// </summary>
    public NetworkAugmentationOptions Augmentation { get; init; } = new(
        ) { FrequencyMaskWidth = 12, TimeMaskWidth = 24, FrequencyShift = 1 };

    /// <summary>
    /// Width of the crop the student sees, in frames; <see langword="null"/> (the default) for eight frames less than a window has.
    /// </summary>
    public int? CropFrames { get; init; }

    /// <summary>Seed of order, crops and masks. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the training is kept after each epoch, to be resumed; <see langword="null"/> (the default) for nowhere.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Threads of libtorch; <see langword="null"/> (the default) leaves them as they are.</summary>
    public int? Threads { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(DecayEpochs >= 0 && DecayEpochs <= Epochs, nameof(DecayEpochs), DecayEpochs, $"from 0 to {nameof(Epochs)}");
        Check(BatchSize >= 2, nameof(BatchSize), BatchSize, "at least 2");
        Check(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0 and at most 1");
        Check(WeightDecay is >= 0 and < 1, nameof(WeightDecay), WeightDecay, "from 0 to 1");
        Check(WarmUpSteps >= 0, nameof(WarmUpSteps), WarmUpSteps, "at least 0");
        Check(TagWeight >= 0, nameof(TagWeight), TagWeight, "at least 0");
        Check(Teachers is null or { Count: > 0 }, nameof(Teachers), 0, "null, or one name at least");
        Check(GradientClip > 0, nameof(GradientClip), GradientClip, "above 0");
        Check(CropFrames is null or >= 32, nameof(CropFrames), CropFrames ?? 0, "at least 32");
        Check(Threads is null or >= 1, nameof(Threads), Threads ?? 0, "at least 1");
        Augmentation.Validate();
    }

    /// <summary>The factor on the learning rate at a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    internal double RateFactor(long step, int stepsPerEpoch)
    {
        double rising = WarmUpSteps == 0 ? 1 : Math.Min((step + 1.0) / WarmUpSteps, 1);
        long decayBegins = (long)(Epochs - DecayEpochs) * stepsPerEpoch;
        if (step < decayBegins)
            return rising;
        double part = (step - decayBegins + 1.0) / ((long)DecayEpochs * stepsPerEpoch + 1);
        return rising * (1 - part);
    }

    /// <summary>The blocks of targets that are learned.</summary>
    /// <exception cref="ArgumentException">A teacher of <see cref="Teachers"/> is none of those that were asked.</exception>
    internal IReadOnlyList<TargetBlock> Learned(IReadOnlyList<TargetBlock> blocks)
    {
        if (Teachers is null)
            return blocks;
        string[] asked = [.. blocks.Select(block => block.Teacher).Distinct()];
        return Teachers.Except(asked).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"No teacher '{unknown}' was asked; the windows hold the answers of {string.Join(", ", asked)}.", nameof(Teachers))
            : [.. blocks.Where(block => Teachers.Contains(block.Teacher))];
    }

    private static void Check(bool fits, string name, double value, string range)
    {
        if (!fits)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
