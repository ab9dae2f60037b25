namespace Distill.Distillation;

/// <summary>One epoch's figures.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="EmbeddingError">
/// Mean squared error of the standardised embeddings on the training windows as they were seen, masks included; 1 for a student that knows
/// only the mean.
/// </param>
/// <param name="TagError">Weighted cross-entropy of the tags there, relative to a student that knows only how frequent each tag is.</param>
/// <param name="ValidationEmbeddingError">The first on the validation windows, unaltered.</param>
/// <param name="ValidationTagError">The second there.</param>
/// <param name="LearningRate">The rate of the last step.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
public sealed record DistillationEpoch(
    int Epoch,
    double EmbeddingError,
    double TagError,
    double ValidationEmbeddingError,
    double ValidationTagError,
    double LearningRate,
    double Seconds);
