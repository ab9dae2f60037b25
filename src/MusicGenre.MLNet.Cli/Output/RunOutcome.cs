using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>What a training, a cross-validation or an evaluation found out.</summary>
internal sealed record RunOutcome
{
    /// <summary>Creates the outcome of an evaluation, in which nothing was trained.</summary>
    public RunOutcome(string data, EvaluationResult result)
        => (Data, Result, Tracks, Skipped) = (data, result, result.Metrics.Count, result.Skipped);

    /// <summary>Creates the outcome of a training.</summary>
    public RunOutcome(string data, EvaluationResult result, TrainingSummary training)
    {
        (Data, Result, Tracks, Skipped) = (data, result, training.Tracks, result.Skipped);
        (Backbone, EmbeddingTime, TrainingTime) = (training.Backbone, training.EmbeddingTime, training.TrainingTime);
        EmbeddingsFromCache = training.EmbeddingsFromCache;
    }

    /// <summary>Gets what the results are of.</summary>
    public string Title { get; init; } = "Results on tracks that took no part in training";

    public string Data { get; }

    public EvaluationResult Result { get; }

    /// <summary>Gets the folds of a cross-validation; null without one.</summary>
    public CrossValidationResult? Folds { get; init; }

    /// <summary>Gets the number of tracks that took part, in training or testing.</summary>
    public int Tracks { get; }

    public IReadOnlyList<SkippedFile> Skipped { get; }

    public string Backbone { get; init; } = "";

    public TimeSpan EmbeddingTime { get; init; }

    /// <summary>Gets how many tracks' embeddings came from the cache; null if that is not known.</summary>
    public int? EmbeddingsFromCache { get; }

    /// <summary>Gets how long it took to train; null if nothing was trained.</summary>
    public TimeSpan? TrainingTime { get; }

    /// <summary>Gets where the model was saved; null if none was.</summary>
    public string? Model { get; init; }

    public EvaluationReport ToReport() => Folds?.ToReport() ?? Result.ToReport();
}
