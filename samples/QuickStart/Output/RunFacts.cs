using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace QuickStart.Output;

/// <summary>What a run worked on and how long it took.</summary>
/// <param name="Title">What the results are of.</param>
/// <param name="Tracks">Number of tracks that took part, in training or testing.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Skipped">Files that were left out, with reasons.</param>
/// <param name="EmbeddingTime">How long it took to look at all files.</param>
/// <param name="EmbeddingsFromCache">How many tracks' embeddings came from the cache; null if that is not known.</param>
/// <param name="TrainingTime">How long it took to train; null if nothing was trained.</param>
internal sealed record RunFacts(
    string Title, int Tracks, string Backbone, IReadOnlyList<SkippedFile> Skipped, TimeSpan EmbeddingTime, int? EmbeddingsFromCache, TimeSpan? TrainingTime)
{
    /// <summary>The facts of a training.</summary>
    public static RunFacts From(TrainingSummary summary) => new(
        "Results on tracks that took no part in training",
        summary.Tracks,
        summary.Backbone,
        summary.Skipped,
        summary.EmbeddingTime,
        summary.EmbeddingsFromCache,
        summary.TrainingTime);
}
