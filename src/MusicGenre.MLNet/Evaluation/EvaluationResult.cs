using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet;

/// <summary>Holds the result of a classifier on tracks that it did not learn from.</summary>
public sealed record EvaluationResult
{
    /// <summary>Gets the measures.</summary>
    public required EvaluationMetrics Metrics { get; init; }

    /// <summary>Gets the classifier's answer for each track.</summary>
    public required IReadOnlyList<ScoredTrack> Tracks { get; init; }

    /// <summary>Gets the files that could not be used, with reasons.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>Gets how the tracks were divided and kept together, in words, e.g. "5 given folds, grouped by artist".</summary>
    public required string Split { get; init; }

    /// <summary>Gets where the figures come from; <see langword="null"/> for results that were put together by hand.</summary>
    public EvaluationOrigin? Origin { get; init; }

    /// <summary>
    /// Gets the result of a split that is random by file, for comparison; <see langword="null"/> if it was not asked for.
    /// </summary>
    public EvaluationResult? Random { get; init; }

    /// <summary>
    /// Gets the temperature of the classifier, fitted on out-of-fold answers for its training tracks; its probabilities are scaled with
    /// it. <see langword="null"/> if there is none.
    /// </summary>
    public TemperatureScaling? Temperature { get; init; }

    /// <summary>
    /// Gets how many of the tracks the classifier calls unknown, and how many of its sets hold the right genre; <see langword="null"/> if
    /// it was not calibrated.
    /// </summary>
    public TrustFigures? Trust { get; init; }

    /// <summary>Gets the answers as they were before the temperature.</summary>
    internal IReadOnlyList<ScoredTrack> Unscaled
        => Temperature is { } fitted ? [.. Tracks.Select(new TemperatureScaling(1 / fitted.Temperature).Apply)] : Tracks;

    /// <summary>
    /// Measures what temperature scaling does: with <see cref="Temperature"/> if there is one; else with temperatures fitted on these
    /// held-out answers, see <see cref="CalibrationResult.CrossFit"/>, dealt into parts genre by genre.
    /// </summary>
    /// <param name="parts">Number of parts, at least 2. The default value is 5.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parts"/> is below 2.</exception>
    /// <exception cref="ArgumentException">There are fewer tracks than parts.</exception>
    public CalibrationResult Calibrate(int parts = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        if (Temperature is { } fitted)
            return CalibrationResult.Measure(Metrics.Genres, [Unscaled], [fitted], CalibrationResult.OutOfFold);
        // In the order of the names, so that the parts do not depend on the order of the tracks.
        ILookup<int, ScoredTrack> dealt = Tracks
            .OrderBy(track => track.Genre, StringComparer.Ordinal).ThenBy(track => track.Track, StringComparer.Ordinal)
            .Index().ToLookup(track => track.Index % parts, track => track.Item);
        return CalibrationResult.CrossFit(
            Metrics.Genres, [.. Enumerable.Range(0, parts).Select(k => dealt[k].ToArray())],
            $"the held-out tracks dealt into {parts} parts, each scaled with the temperature that the answers for the others fit");
    }

    /// <summary>Measures answers.</summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="tracks">The answers, at least one.</param>
    /// <param name="skipped">Files that could not be used.</param>
    /// <param name="split">How the tracks were divided, in words.</param>
    /// <param name="seed">Seed of what is drawn of the figures. The default value is 1.</param>
    /// <exception cref="ArgumentException">The answers cannot be measured, see <see cref="EvaluationMetrics.Compute"/>.</exception>
    public static EvaluationResult Create(
        IReadOnlyList<string> genres, IReadOnlyList<ScoredTrack> tracks, IReadOnlyList<SkippedFile> skipped, string split, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(skipped);
        ArgumentNullException.ThrowIfNull(split);
        var metrics = EvaluationMetrics.Compute(genres, tracks, seed);
        return new EvaluationResult { Metrics = metrics, Tracks = tracks, Skipped = skipped, Split = split };
    }
}
