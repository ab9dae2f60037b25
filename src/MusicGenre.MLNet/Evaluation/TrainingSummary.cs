namespace MusicGenre.MLNet.Evaluation;

/// <summary>Tells what a training or a cross-validation worked on, and how long it took.</summary>
public sealed record TrainingSummary
{
    /// <summary>Gets the number of files that took part.</summary>
    public required int Tracks { get; init; }

    /// <summary>Gets the name of the backbone, or of the architecture of a network that was trained as a whole.</summary>
    public required string Backbone { get; init; }

    /// <summary>
    /// Gets the number of parameters of a network that was trained as a whole; <see langword="null"/> for a head on a backbone.
    /// </summary>
    public long? Parameters { get; init; }

    /// <summary>
    /// Gets the weights of the L2 penalty that were chosen, one for each training; empty if networks were trained as a whole.
    /// </summary>
    public required IReadOnlyList<float> L2Regularization { get; init; }

    /// <summary>Gets the learning curves of networks that were trained as a whole, one for each training; empty for heads.</summary>
    public IReadOnlyList<LearningCurve> LearningCurves { get; init; } = [];

    /// <summary>Gets how many augmented copies were learned from, each counted once over all folds. The default value is 0.</summary>
    public int AugmentedCopies { get; init; }

    /// <summary>Gets what is strange about the files although they can be learned from, in words; mostly empty.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets how many tracks' embeddings were found in the cache.</summary>
    public required int EmbeddingsFromCache { get; init; }

    /// <summary>Gets how long it took to read and embed all files.</summary>
    public required TimeSpan EmbeddingTime { get; init; }

    /// <summary>Gets how long the trainings took, the choice of the regularization included.</summary>
    public required TimeSpan TrainingTime { get; init; }
}
