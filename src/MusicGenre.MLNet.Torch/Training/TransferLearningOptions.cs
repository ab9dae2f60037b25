using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How a network that was trained on something else is brought to new genres; see <see cref="TransferLearning"/>.</summary>
internal sealed record TransferLearningOptions
{
    /// <summary>The training of the second phase, at <see cref="FineTuningRate"/> times its learning rate; the first takes the seed and the
    /// threads.</summary>
    public NetworkTrainingOptions Training { get; init; } = new();

    /// <summary>
    /// The weights of the L2 penalty that are tried for the head, on standardised values; the one with the lowest log-loss on the
    /// validation part is taken.
    /// </summary>
    public IReadOnlyList<float> L2Candidates { get; init; } = GenreClassificationOptions.DefaultL2Candidates;

    /// <summary>
    /// Whether the head, where the second phase is not kept, is solved once more on the training and the validation part together, with the
    /// penalty that was chosen: what a head on a frozen backbone gets. The validation part can then no longer measure the network.
    /// </summary>
    public bool HeadFromBothParts { get; init; }

    /// <summary>
    /// The second phase's learning rate as a fraction of the training's, above 0, up to 1. The optimiser moves every weight by about the
    /// rate, however small its gradient, and the solved head reads hundreds of values at once, so little is much.
    /// </summary>
    public double FineTuningRate { get; init; } = 0.02;

    /// <summary>
    /// Whether the second phase, too, keeps the normalisation statistics that the network was pretrained with
    /// (<see cref="NetworkTrainingOptions.KeepNormalization"/>). The head has learnt to read what they make of the pictures; were they
    /// replaced by those of a few new tracks, the second phase would begin with a network that is worse than the first phase left it.
    /// </summary>
    public bool KeepNormalization { get; init; } = true;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        Training.Validate();
        GenreClassificationOptions.RequireCandidates(L2Candidates);
        if (!(FineTuningRate is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(FineTuningRate), FineTuningRate, "FineTuningRate is a fraction above 0, up to 1.");
    }

    /// <summary>The second phase: everything that <see cref="NetworkTrainingOptions.FreezeDepth"/> leaves free, at the smaller
    /// rate.</summary>
    public NetworkTrainingOptions WholePhase() => Training with
    {
        LearningRate = Training.LearningRate * FineTuningRate,
        KeepNormalization = KeepNormalization || Training.KeepNormalization,
    };
}
