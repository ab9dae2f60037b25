using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Brings a pretrained network to new genres in two phases: first its head learns on the frozen backbone, whose normalisation statistics stay as
/// they are; then everything is unfrozen and learns at a tenth of the rate, from where the first phase ended: the statistics still stay.
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
    /// <param name="validation">The examples that stop both phases.</param>
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
        options.Validate();
        NetworkTrainingResult head = NetworkTrainer.Train(
            network, train, validation, options.HeadPhase(), InPhase(progress, HeadPhase), ct);
        TensorArchive headWeights = TensorArchive.Capture(network);
        NetworkTrainingResult whole = NetworkTrainer.Train(
            network, train, validation, options.WholePhase(), InPhase(progress, WholePhase), ct);
        bool keepWhole = whole.Best.IsBetterThan(head.Best, options.Training.Keep);
        if (!keepWhole)
            headWeights.Restore(network);
        return new TransferLearningResult(head, whole, keepWhole);
    }

    private static PhaseProgress? InPhase(IProgress<NetworkTrainingProgress>? progress, string phase) =>
        progress is null ? null : new PhaseProgress(progress, phase);

    // Not Progress<T>: that one would report later, on another thread.
    private sealed class PhaseProgress(IProgress<NetworkTrainingProgress> inner, string phase) : IProgress<NetworkTrainingProgress>
    {
        public void Report(NetworkTrainingProgress value) => inner.Report(value with { Phase = phase });
    }
}
