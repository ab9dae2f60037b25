using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Brings a pretrained network to new genres in two phases. First its last layer is solved on the frozen network: logistic regression, as a
/// head on a backbone is trained. Then everything is unfrozen and learns at a small rate from there, with the normalisation statistics as
/// they were: a last layer that has not learned yet would send gradients through the network that undo what it knows (A. Kumar et al. 2022,
/// "Fine-Tuning can Distort Pretrained Features and Underperform Out-of-Distribution").
/// </summary>
internal static class TransferLearning
{
    /// <summary>The name of the first phase in <see cref="NetworkTrainingProgress.Phase"/>.</summary>
    public const string HeadPhase = "head";

    /// <summary>The name of the second phase in <see cref="NetworkTrainingProgress.Phase"/>.</summary>
    public const string WholePhase = "whole network";

    /// <summary>Runs both phases; the network is left with the best weights of either, in evaluation mode.</summary>
    /// <param name="network">A network with pretrained stages and a fresh head.</param>
    /// <param name="train">The examples to learn from; see <see cref="NetworkTrainer.Train"/>, which says what is thrown as well.</param>
    /// <param name="validation">The examples that the first phase's penalty and the second phase's end are chosen on.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every batch and every epoch, on the training thread, with the phase.</param>
    /// <param name="ct">Stops within one batch.</param>
    public static TransferLearningResult Run(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        TransferLearningOptions options,
        IProgress<NetworkTrainingProgress>? progress = null, CancellationToken ct = default)
    {
        var solver = new HeadSolver(network, train, validation, options, ct);
        NetworkEpoch head = solver.Solve(progress);
        TensorArchive headWeights = TensorArchive.Capture(network);
        PhaseProgress? inPhase = progress is null ? null : new PhaseProgress(progress);
        NetworkTrainingResult whole = NetworkTrainer.Train(network, train, validation, options.WholePhase(), inPhase, ct);
        bool keepWhole = whole.Best.IsBetterThan(head, options.Training.Keep);
        if (!keepWhole)
        {
            headWeights.Restore(network);
            solver.Finish();
        }
        return new TransferLearningResult(head, whole, keepWhole);
    }

    /// <summary>Runs the first phase alone: the network becomes what a head on it as a frozen backbone would be.</summary>
    /// <inheritdoc cref="Run"/>
    /// <returns>What it brought, as an epoch.</returns>
    public static NetworkEpoch SolveHead(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        TransferLearningOptions options,
        IProgress<NetworkTrainingProgress>? progress = null, CancellationToken ct = default)
    {
        var solver = new HeadSolver(network, train, validation, options, ct);
        NetworkEpoch head = solver.Solve(progress);
        solver.Finish();
        return head;
    }

    // Not Progress<T>: that one would report later, on another thread.
    private sealed class PhaseProgress(IProgress<NetworkTrainingProgress> inner) : IProgress<NetworkTrainingProgress>
    {
        public void Report(NetworkTrainingProgress value) => inner.Report(value with { Phase = WholePhase });
    }
}

/// <summary>What the two phases of a transfer brought.</summary>
/// <param name="Head">The first phase, as an epoch without a learning rate: the last layer solved on the frozen network.</param>
/// <param name="Whole">The second phase: everything.</param>
/// <param name="KeptWhole">
/// Whether the network now holds the second phase's best weights; <see langword="false"/> if none of its epochs was better on the
/// validation part than the first phase, whose weights were then put back.
/// </param>
internal sealed record TransferLearningResult(NetworkEpoch Head, NetworkTrainingResult Whole, bool KeptWhole)
{
    /// <summary>The epoch whose weights the network now holds.</summary>
    public NetworkEpoch Best => KeptWhole ? Whole.Best : Head;
}
