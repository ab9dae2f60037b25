using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Evaluation;

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
