using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet;

/// <summary>
/// Holds the result of a cross-validation: every track was classified once, by a classifier that learned neither from it nor from its
/// artist.
/// </summary>
public sealed record CrossValidationResult
{
    /// <summary>Gets the result over all tracks of all folds. These are the figures to report.</summary>
    public required EvaluationResult Pooled { get; init; }

    /// <summary>Gets each fold by itself, in order.</summary>
    public required IReadOnlyList<FoldResult> Folds { get; init; }

    /// <summary>
    /// Gets what the cross-validation worked on and how long it took; <see langword="null"/> for results put together by hand.
    /// </summary>
    public TrainingSummary? Training => Pooled.Origin?.Training;

    /// <summary>
    /// Measures what temperature scaling does: each fold's answers are scaled with the temperature of its own head
    /// (<see cref="EvaluationResult.Temperature"/>) where every fold has one; else with that of the held-out answers for the other folds,
    /// see <see cref="CalibrationResult.CrossFit"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is one fold only.</exception>
    public CalibrationResult Calibrate()
    {
        IReadOnlyList<ScoredTrack>[] parts = [.. Folds.Select(fold => fold.Result.Unscaled)];
        TemperatureScaling[] own = [.. Folds.Select(fold => fold.Result.Temperature).OfType<TemperatureScaling>()];
        return own.Length == parts.Length
            ? CalibrationResult.Measure(Pooled.Metrics.Genres, parts, own, CalibrationResult.OutOfFold)
            : CalibrationResult.CrossFit(
                Pooled.Metrics.Genres, parts, "each fold scaled with the temperature that the held-out answers for the other folds fit");
    }

    /// <summary>Combines folds.</summary>
    /// <param name="folds">The folds, at least one, all with the same genres in the same order.</param>
    /// <param name="split">How the tracks were divided, in words.</param>
    /// <param name="seed">Seed of what is drawn of the figures. The default value is 1.</param>
    /// <returns>The result, in which a file that several folds skipped is named once.</returns>
    /// <exception cref="ArgumentException">There are no folds, their genres differ, or a track was tested in two of them.</exception>
    public static CrossValidationResult Pool(IReadOnlyList<FoldResult> folds, string split, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0)
            throw new ArgumentException("There are no folds to combine.", nameof(folds));
        IReadOnlyList<string> genres = folds[0].Result.Metrics.Genres;
        foreach (FoldResult fold in folds.Where(fold => !fold.Result.Metrics.Genres.SequenceEqual(genres)))
            throw new ArgumentException(
                $"'{fold.Name}' has the genres {string.Join(", ", fold.Result.Metrics.Genres)}, "
                + $"but '{folds[0].Name}' has {string.Join(", ", genres)}.", nameof(folds));
        ScoredTrack[] tracks = [.. folds.SelectMany(fold => fold.Result.Tracks)];
        if (tracks.GroupBy(track => track.Track).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"The track '{twice.Key}' was tested {twice.Count()} times, but must be tested once.", nameof(folds));
        SkippedFile[] skipped = [.. folds.SelectMany(fold => fold.Result.Skipped).Distinct()];
        EvaluationResult pooled = EvaluationResult.Create(genres, tracks, skipped, split, seed);
        TrustFigures[] trust = [.. folds.Select(fold => fold.Result.Trust).OfType<TrustFigures>()];
        return new CrossValidationResult
        {
            Pooled = pooled with { Trust = trust.Length == folds.Count ? TrustFigures.Sum(trust) : null },
            Folds = folds,
        };
    }
}
