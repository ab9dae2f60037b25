using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet;

/// <summary>What a classifier achieved on tracks that it did not learn from.</summary>
public sealed record EvaluationResult
{
    /// <summary>The measures.</summary>
    public required ClassificationMetrics Metrics { get; init; }

    /// <summary>The classifier's answer for each track.</summary>
    public required IReadOnlyList<ScoredTrack> Tracks { get; init; }

    /// <summary>Files that could not be used, with reasons.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>How the tracks were divided and kept together, in words, e.g. "5 given folds, grouped by artist".</summary>
    public required string Split { get; init; }

    /// <summary>Where the figures come from; <see langword="null"/> for results that were put together by hand.</summary>
    public EvaluationOrigin? Origin { get; init; }

    /// <summary>
    /// The temperature of the classifier, fitted on out-of-fold answers for its training tracks; <see langword="null"/> unless
    /// the training was asked to calibrate.
    /// </summary>
    public TemperatureScaling? Temperature { get; init; }

    /// <summary>
    /// Measures what temperature scaling does: with <see cref="Temperature"/> where there is one; else temperatures are fitted on these held-out
    /// answers, see <see cref="CalibrationResult.CrossFit"/>, the tracks dealt into parts genre by genre.
    /// </summary>
    /// <param name="parts">Number of parts, at least 2. The default value is 5.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parts"/> is below 2.</exception>
    /// <exception cref="ArgumentException">There are fewer tracks than parts.</exception>
    public CalibrationResult Calibrate(int parts = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        if (Temperature is { } fitted)
            return CalibrationResult.Measure(Metrics.Genres, [Tracks], [fitted], CalibrationResult.OutOfFold);
        // In the order of the names, so that the parts do not depend on the order of the tracks.
        ScoredTrack[] ordered = [.. Tracks.OrderBy(track => track.Genre, StringComparer.Ordinal).ThenBy(track => track.Track, StringComparer.Ordinal)];
        IReadOnlyList<ScoredTrack>[] dealt = [.. Enumerable.Range(0, parts).Select(k => (IReadOnlyList<ScoredTrack>)[.. ordered.Where((_, i) => i % parts == k)])];
        return CalibrationResult.CrossFit(Metrics.Genres, dealt, $"the held-out tracks dealt into {parts} parts, each scaled with the temperature that the answers for the others fit");
    }

    /// <summary>Measures answers and keeps them with the measures.</summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="tracks">The answers, at least one.</param>
    /// <param name="skipped">Files that could not be used.</param>
    /// <param name="split">How the tracks were divided, in words.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">The answers cannot be measured, see <see cref="ClassificationMetrics.Compute"/>.</exception>
    public static EvaluationResult Create(
        IReadOnlyList<string> genres, IReadOnlyList<ScoredTrack> tracks, IReadOnlyList<SkippedFile> skipped, string split, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(skipped);
        ArgumentNullException.ThrowIfNull(split);
        var metrics = ClassificationMetrics.Compute(genres, tracks, seed);
        return new EvaluationResult { Metrics = metrics, Tracks = tracks, Skipped = skipped, Split = split };
    }
}
