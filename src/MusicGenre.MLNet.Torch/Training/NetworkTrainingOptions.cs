using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Everything that decides how <see cref="NetworkTrainer"/> trains a network. The same options, seed and data give the same
/// network.</summary>
public sealed record NetworkTrainingOptions
{
    /// <summary>How often every training example is shown, at most. The default value is 60.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>
    /// Examples in a batch, at least 2: batch normalisation has no statistics of one. A last batch of one example is joined to the one
    /// before. The default value is 32.
    /// </summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The largest learning rate of the schedule (AdamW, β = 0.9 and 0.999, ε = 1e-8). The default value is 0.002.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>How the learning rate moves, step by step. The default value is <see cref="LearningRateSchedule.OneCycle"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.OneCycle;

    /// <summary>The part of all steps in which the rate rises, a fraction 0…1. The default value is 0.2.</summary>
    public double WarmUp { get; init; } = 0.2;

    /// <summary>
    /// Decoupled weight decay per unit of rate (I. Loshchilov and F. Hutter, 2019). Biases and normalisation weights (every parameter of
    /// one dimension) are not decayed. The default value is 0.05.
    /// </summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>The part of the target spread evenly over all genres, a fraction from 0 (off) to below 1. The default value is
    /// 0.1.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>How much an example of each genre counts. The default value is <see cref="ClassWeighting.None"/>.</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>
    /// Both parameters of the Beta distribution that mixes two examples and their genres (H. Zhang et al., "mixup", 2018). 0 mixes nothing.
    /// The default value is 0.2.
    /// </summary>
    public double MixupAlpha { get; init; } = 0.2;

    /// <summary>
    /// Both parameters of the Beta distribution from which CutMix (S. Yun et al., 2019) draws how much of an example is left when a
    /// rectangle of it is replaced by another's; the targets are mixed by area. Where <see cref="MixupAlpha"/> is not 0 either, each
    /// example gets one of the two at random. 0 cuts nothing. The default value is 0.
    /// </summary>
    // Left out of JSON where it is off, so that checkpoints from before there was CutMix stay valid.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double CutMixAlpha { get; init; }

    /// <summary>What is done to the training pictures. The default value masks one band of rows and one of columns.</summary>
    public NetworkAugmentationOptions Augmentation { get; init; } = new();

    /// <summary>
    /// The width of the random crop in time a training step sees, in frames; a narrower picture is repeated up to it.
    /// <see langword="null"/> takes the widest picture's width and crops nothing. The default value is <see langword="null"/>.
    /// </summary>
    public int? CropFrames { get; init; }

    /// <summary>
    /// How many evenly spread crops of <see cref="CropFrames"/> the validation part is judged on, their probabilities averaged; 0 judges
    /// the whole picture at once. The default value is 0.
    /// </summary>
    public int EvaluationCrops { get; init; }

    /// <summary>
    /// Batches of unaltered training crops over which the statistics of batch normalisation are computed anew before every validation; the
    /// running averages that training leaves lag behind the weights. 0 keeps the running averages. The default value is 16.
    /// </summary>
    public int NormalizationBatches { get; init; } = 16;

    /// <summary>
    /// Whether every batch normalisation uses and keeps the statistics it has, while its factors still learn: usual where a pretrained
    /// network is fine-tuned on little data. <see cref="NormalizationBatches"/> is then of no effect. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool KeepNormalization { get; init; }

    /// <summary>
    /// The decay d of an exponential moving average of the weights, 0 (off) to below 1: after every step average ← d·average + (1 −
    /// d)·weights, with a smaller d in the first steps. With it the average is what is validated, kept and returned; the training itself
    /// goes on with the weights. 1 / (1 − d) is about the number of steps it looks back. The default value is 0.
    /// </summary>
    public double WeightAveraging { get; init; }

    /// <summary>
    /// Epochs between two validations; the last epoch is always validated. On a small data set validation, with its normalisation
    /// statistics, costs about as much as an epoch's training. The default value is 1.
    /// </summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>
    /// The largest Euclidean norm of all gradients together; a longer gradient is shortened to it. <see langword="null"/> shortens none.
    /// The default value is 5.
    /// </summary>
    public double? GradientClip { get; init; } = 5;

    /// <summary>The seed of everything random: order, crops, masks, mixing, dropout. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Training stops when so many epochs in a row brought no better validation figure, epochs without validation counted too.
    /// <see langword="null"/> never stops early; the best weights are kept all the same. The default value is 20.
    /// </summary>
    public int? Patience { get; init; } = 20;

    /// <summary>Which epoch's weights are kept. The default value is <see cref="BestWeights.ValidationLoss"/>.</summary>
    public BestWeights Keep { get; init; } = BestWeights.ValidationLoss;

    /// <summary>
    /// The checkpoint file. Written atomically, and read at the start if it exists: the training then goes on to the same result it would
    /// have had uninterrupted, and a finished one returns its result at once. <see langword="null"/> writes none. The default value is
    /// <see langword="null"/>.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Epochs between two checkpoints; the last epoch is always written. The default value is 1.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// How many of the network's stages, counted from the input, keep their weights and their normalisation statistics. 0 trains all; the
    /// number of stages, or more, trains only the head. The default value is 0.
    /// </summary>
    public int FreezeDepth { get; init; }

    /// <summary>
    /// Discriminative rates (J. Howard and S. Ruder, 2018): the head learns at <see cref="LearningRate"/>, and every stage farther from it
    /// at this fraction of the stage above. 1 gives all the same rate. The default value is 1.
    /// </summary>
    public double LayerRateDecay { get; init; } = 1;

    /// <summary>
    /// Threads libtorch computes with, for the whole process while the training runs. <see langword="null"/> leaves libtorch's own choice
    /// (all cores). The default value is <see langword="null"/>.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Checks every value; called by everything that takes these options.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it and says what is allowed.</exception>
    public void Validate()
    {
        Check(Epochs >= 1, nameof(Epochs), Epochs, "must be 1 or more");
        Check(BatchSize >= 2, nameof(BatchSize), BatchSize, "must be 2 or more: batch normalisation has no statistics of one example");
        Check(double.IsFinite(LearningRate) && LearningRate > 0, nameof(LearningRate), LearningRate, "must be above 0");
        Check(Enum.IsDefined(Schedule), nameof(Schedule), Schedule, "is not a schedule");
        Check(WarmUp is >= 0 and <= 1, nameof(WarmUp), WarmUp, "is a fraction from 0 to 1");
        Check(double.IsFinite(WeightDecay) && WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "must be 0 (off) or more");
        Check(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "is a fraction from 0 (off) to below 1");
        Check(Enum.IsDefined(ClassWeights), nameof(ClassWeights), ClassWeights, "is not a weighting");
        Check(double.IsFinite(MixupAlpha) && MixupAlpha >= 0, nameof(MixupAlpha), MixupAlpha, "must be 0 (off) or more");
        Check(double.IsFinite(CutMixAlpha) && CutMixAlpha >= 0, nameof(CutMixAlpha), CutMixAlpha, "must be 0 (off) or more");
        Check(CropFrames is null or >= 1, nameof(CropFrames), CropFrames, "must be 1 or more, or null for the whole picture");
        Check(EvaluationCrops >= 0, nameof(EvaluationCrops), EvaluationCrops, "must be 0 (the whole picture) or more");
        Check(
            EvaluationCrops == 0 || CropFrames is not null, nameof(EvaluationCrops), EvaluationCrops,
            "needs CropFrames, the width of a crop");
        Check(
            NormalizationBatches >= 0, nameof(NormalizationBatches), NormalizationBatches, "must be 0 (keep the running averages) or more");
        Check(WeightAveraging is >= 0 and < 1, nameof(WeightAveraging), WeightAveraging, "is a decay from 0 (off) to below 1");
        Check(ValidateEvery >= 1, nameof(ValidateEvery), ValidateEvery, "must be 1 or more");
        Check(GradientClip is null or > 0, nameof(GradientClip), GradientClip, "must be above 0, or null for no clipping");
        Check(Patience is null or >= 1, nameof(Patience), Patience, "must be 1 or more, or null never to stop early");
        Check(
            Patience is null || Patience >= ValidateEvery, nameof(Patience), Patience,
            $"must be at least ValidateEvery ({ValidateEvery}): training would end before its first validation");
        Check(Enum.IsDefined(Keep), nameof(Keep), Keep, "is not a criterion");
        Check(
            CheckpointPath is null || CheckpointPath.Trim().Length > 0, nameof(CheckpointPath), CheckpointPath,
            "must name a file, or be null");
        Check(CheckpointEvery >= 1, nameof(CheckpointEvery), CheckpointEvery, "must be 1 or more");
        Check(FreezeDepth >= 0, nameof(FreezeDepth), FreezeDepth, "must be 0 (train all) or more");
        Check(LayerRateDecay is > 0 and <= 1, nameof(LayerRateDecay), LayerRateDecay, "is a fraction above 0, up to 1");
        Check(Threads is null or >= 1, nameof(Threads), Threads, "must be 1 or more, or null for libtorch's own choice");
        ArgumentNullException.ThrowIfNull(Augmentation);
        Augmentation.Validate();
    }

    /// <summary>Gets how the validation part is cut.</summary>
    internal NetworkPredictionOptions Evaluation => new() { Crops = EvaluationCrops, CropFrames = CropFrames, BatchSize = BatchSize };

    /// <summary>The same crops with nothing mixed and nothing masked.</summary>
    internal NetworkTrainingOptions WithoutAugmentation()
        => this with { MixupAlpha = 0, CutMixAlpha = 0, Augmentation = NetworkAugmentationOptions.None };

    private static void Check(bool holds, string name, object? value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");
    }
}
