namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How a network that was trained on something else is brought to new genres; see <see cref="TransferLearning"/>.</summary>
public sealed record TransferLearningOptions
{
    /// <summary>
    /// What both phases share. <see cref="NetworkTrainingOptions.LearningRate"/> is the head's in the first phase;
    /// <see cref="NetworkTrainingOptions.Epochs"/>, <see cref="NetworkTrainingOptions.FreezeDepth"/> and
    /// <see cref="NetworkTrainingOptions.LayerRateDecay"/> hold for the second; a <see cref="NetworkTrainingOptions.CheckpointPath"/> becomes two
    /// files, ending in <c>.head</c> and <c>.whole</c>. The default value is the training's own defaults.
    /// </summary>
    public NetworkTrainingOptions Training { get; init; } = new();

    /// <summary>Epochs of the first phase, in which only the head learns. The default value is 20.</summary>
    public int HeadEpochs { get; init; } = 20;

    /// <summary>The second phase's learning rate as a fraction of the first's. The default value is 0.1.</summary>
    public double FineTuningRate { get; init; } = 0.1;

    /// <summary>
    /// Whether the second phase, too, keeps the normalisation statistics that the network was pretrained with
    /// (<see cref="NetworkTrainingOptions.KeepNormalization"/>). The head has learnt to read what they make of the pictures; were they replaced by those
    /// of a few new tracks, the second phase would begin with a network that is worse than the first phase left it. The default value is
    /// <see langword="true"/>.
    /// </summary>
    public bool KeepNormalization { get; init; } = true;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Training);
        Training.Validate();
        if (HeadEpochs < 1)
            throw new ArgumentOutOfRangeException(nameof(HeadEpochs), HeadEpochs, "HeadEpochs must be 1 or more.");
        if (!(FineTuningRate is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(FineTuningRate), FineTuningRate, "FineTuningRate is a fraction above 0, up to 1.");
    }

    /// <summary>The first phase: every stage frozen.</summary>
    internal NetworkTrainingOptions HeadPhase() => Training with
    {
        Epochs = HeadEpochs,
        FreezeDepth = int.MaxValue,
        LayerRateDecay = 1,
        CheckpointPath = Training.CheckpointPath is null ? null : Training.CheckpointPath + ".head",
    };

    /// <summary>The second phase: everything that <see cref="NetworkTrainingOptions.FreezeDepth"/> leaves free, at the smaller rate.</summary>
    internal NetworkTrainingOptions WholePhase() => Training with
    {
        LearningRate = Training.LearningRate * FineTuningRate,
        KeepNormalization = KeepNormalization || Training.KeepNormalization,
        CheckpointPath = Training.CheckpointPath is null ? null : Training.CheckpointPath + ".whole",
    };
}
