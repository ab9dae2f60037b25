using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>What a training or a cross-validation worked on, and how long it took.</summary>
public sealed record TrainingSummary
{
    /// <summary>Files that took part.</summary>
    public required int Tracks { get; init; }

    /// <summary>The genres, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>Files that were left out, with reasons.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>The name of the backbone, or of the architecture where a whole network was trained.</summary>
    public required string Backbone { get; init; }

    /// <summary>The number of parameters of a network that was trained as a whole; <see langword="null"/> for a head on a backbone.</summary>
    public long? Parameters { get; init; }

    /// <summary>The weights of the L2 penalty that were chosen: one for each fold, or one for a training; none where a whole network was trained.</summary>
    public required IReadOnlyList<float> L2Regularization { get; init; }

    /// <summary>The learning curves of networks that were trained as a whole, one for each training; none for heads.</summary>
    public IReadOnlyList<LearningCurve> LearningCurves { get; init; } = [];

    /// <summary>How many augmented copies were learned from, over all folds each counted once. The default value is 0.</summary>
    public int AugmentedCopies { get; init; }

    /// <summary>How many tracks' embeddings were found in the cache.</summary>
    public required int EmbeddingsFromCache { get; init; }

    /// <summary>How long it took to look at all files.</summary>
    public required TimeSpan EmbeddingTime { get; init; }

    /// <summary>How long it took to train all heads, choices of the regularisation included.</summary>
    public required TimeSpan TrainingTime { get; init; }
}
