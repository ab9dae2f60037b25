using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Brings a pretrained network to new genres in two phases. First its last layer is solved on the frozen network: logistic regression, as a head on a
/// backbone is trained. Then everything is unfrozen and learns at a small rate from there, with the normalisation statistics as they were: a last layer
/// that has not learned yet would send gradients through the network that undo what it knows (A. Kumar et al. 2022, "Fine-Tuning can Distort
/// Pretrained Features and Underperform Out-of-Distribution").
/// </summary>
public static class TransferLearning
{
    /// <summary>The name of the first phase in <see cref="NetworkTrainingProgress.Phase"/>.</summary>
    public const string HeadPhase = "head";

    /// <summary>The name of the second phase in <see cref="NetworkTrainingProgress.Phase"/>.</summary>
    public const string WholePhase = "whole network";

    /// <summary>Runs both phases; the network is left with the best weights of either, in evaluation mode.</summary>
    /// <param name="network">A network with pretrained stages and a fresh head.</param>
    /// <param name="train">The examples to learn from; see <see cref="NetworkTrainer.Train"/>.</param>
    /// <param name="validation">The examples that the first phase's penalty and the second phase's end are chosen on.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after every batch and every epoch, on the training thread, with the phase.</param>
    /// <param name="ct">Stops within one batch.</param>
    /// <exception cref="ArgumentException">The options are out of range or the examples do not fit the network; the message says which and why.</exception>
    /// <exception cref="NetworkTrainingException">The loss is no longer a number, or a checkpoint is damaged or of another training.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public static TransferLearningResult Run(
        SpectrogramNetwork network,
        IReadOnlyList<TrainingExample> train,
        IReadOnlyList<TrainingExample> validation,
        TransferLearningOptions? options = null,
        IProgress<NetworkTrainingProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new TransferLearningOptions();
        HeadSolver solver = Prepare(network, train, validation, options, ct);
        NetworkEpoch head = Solve(solver, options, progress);
        TensorArchive headWeights = TensorArchive.Capture(network);
        NetworkTrainingResult whole = NetworkTrainer.Train(network, train, validation, options.WholePhase(), InPhase(progress, WholePhase), ct);
        bool keepWhole = whole.Best.IsBetterThan(head, options.Training.Keep);
        if (!keepWhole)
        {
            headWeights.Restore(network);
            solver.Finish();
        }

        return new TransferLearningResult(head, whole, keepWhole);
    }

    /// <summary>Runs the first phase alone: the network becomes what a head on it as a frozen backbone would be.</summary>
    /// <param name="network">A network with pretrained stages.</param>
    /// <param name="train">The examples to learn from.</param>
    /// <param name="validation">The examples that the penalty is chosen on.</param>
    /// <param name="options">How; of the training itself only the seed, the threads, and how the validation part is looked at. <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told once, when it is done.</param>
    /// <param name="ct">Stops within one batch, and between two trainings of the head.</param>
    /// <returns>What it brought, as an epoch.</returns>
    /// <exception cref="ArgumentException">The options are out of range or the examples do not fit the network; the message says which and why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static NetworkEpoch SolveHead(
        SpectrogramNetwork network,
        IReadOnlyList<TrainingExample> train,
        IReadOnlyList<TrainingExample> validation,
        TransferLearningOptions? options = null,
        IProgress<NetworkTrainingProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new TransferLearningOptions();
        HeadSolver solver = Prepare(network, train, validation, options, ct);
        NetworkEpoch head = Solve(solver, options, progress);
        solver.Finish();
        return head;
    }

    private static HeadSolver Prepare(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation, TransferLearningOptions options,
        CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        options.Validate();
        TrainingData.Check(network, train, validation, options.Training);
        return new HeadSolver(network, train, validation, options, ct);
    }

    private static NetworkEpoch Solve(HeadSolver solver, TransferLearningOptions options, IProgress<NetworkTrainingProgress>? progress)
    {
        NetworkEpoch head = solver.Solve();
        progress?.Report(new NetworkTrainingProgress
        {
            Phase = HeadPhase,
            Epoch = 1,
            Epochs = 1,
            Batch = 1,
            Batches = 1,
            Loss = head.Loss,
            Accuracy = head.Accuracy,
            Validated = head,
            EpochEnded = true,
            LearningRate = 0,
            ImagesPerSecond = solver.Examples / head.Seconds,
            TimeLeft = TimeSpan.Zero,
        });
        return head;
    }

    private static PhaseProgress? InPhase(IProgress<NetworkTrainingProgress>? progress, string phase) =>
        progress is null ? null : new PhaseProgress(progress, phase);

    // Not Progress<T>: that one would report later, on another thread.
    private sealed class PhaseProgress(IProgress<NetworkTrainingProgress> inner, string phase) : IProgress<NetworkTrainingProgress>
    {
        public void Report(NetworkTrainingProgress value) => inner.Report(value with { Phase = phase });
    }
}
