using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>
/// The results of a training, a cross-validation or an evaluation, for programs. All fractions are 0…1, all times in seconds; an interval
/// is the lower and the upper end of the 95 % interval.
/// </summary>
/// <param name="Data">The data folder.</param>
/// <param name="Tracks">Number of tracks that took part, in training or testing.</param>
/// <param name="HeldOutTracks">Number of tracks that the figures are of.</param>
/// <param name="Genres">The genres, in the order of <paramref name="Confusion"/>.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Split">How the tracks were divided, in words.</param>
/// <param name="Seed">Seed of the split.</param>
/// <param name="Top1">Share of tracks whose genre was ranked first.</param>
/// <param name="Top1Interval">Its interval.</param>
/// <param name="Top2">Share of tracks whose genre was ranked first or second.</param>
/// <param name="Top2Interval">Its interval.</param>
/// <param name="MacroF1">Mean F1 over genres.</param>
/// <param name="LogLoss">Mean of −ln p of the true genre, in nats.</param>
/// <param name="PerGenre">Precision, recall, F1 and support of each genre.</param>
/// <param name="Confusion">Number of tracks, [true × predicted].</param>
/// <param name="Folds">Each fold of a cross-validation; empty without one.</param>
/// <param name="Skipped">Files that were left out, with reasons.</param>
/// <param name="SecondsEmbedding">How long it took to embed all files.</param>
/// <param name="EmbeddingsFromCache">How many tracks' embeddings came from the cache; null if that is not known.</param>
/// <param name="SecondsTraining">How long it took to train all heads; null if nothing was trained.</param>
/// <param name="SecondsTotal">How long the whole run took.</param>
/// <param name="Model">The saved model; null if none was saved.</param>
internal sealed record RunResults(
    string Data,
    int Tracks,
    int HeldOutTracks,
    IReadOnlyList<string> Genres,
    string Backbone,
    string Split,
    int Seed,
    double Top1,
    IReadOnlyList<double> Top1Interval,
    double Top2,
    IReadOnlyList<double> Top2Interval,
    double MacroF1,
    double LogLoss,
    IReadOnlyList<GenreMetrics> PerGenre,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    IReadOnlyList<FoldFigures> Folds,
    IReadOnlyList<SkippedFile> Skipped,
    double SecondsEmbedding,
    int? EmbeddingsFromCache,
    double? SecondsTraining,
    double SecondsTotal,
    string? Model)
{
    /// <summary>Puts a run's results together.</summary>
    public static RunResults From(RunOutcome run, int seed, TimeSpan total)
    {
        EvaluationMetrics metrics = run.Result.Metrics;
        return new RunResults(
            Path.GetFullPath(run.Data), run.Tracks, metrics.Count, metrics.Genres, run.Backbone, run.Result.Split, seed,
            metrics.Top1, Ends(metrics.Top1Interval), metrics.TopK(2), Ends(metrics.TopKInterval(2)), metrics.MacroF1, metrics.LogLoss,
            metrics.PerGenre, metrics.Confusion.Counts, [.. run.Folds?.Folds.Select(FoldFigures.From) ?? []], run.Skipped,
            run.EmbeddingTime.TotalSeconds, run.EmbeddingsFromCache, run.TrainingTime?.TotalSeconds, total.TotalSeconds,
            run.Model is null ? null : Path.GetFullPath(run.Model));
    }

    private static double[] Ends(ConfidenceInterval interval) => [interval.Lower, interval.Upper];
}
