using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>
/// Measures how often and how surely a classifier names the right genre of tracks that it did not learn from.
/// </summary>
/// <remarks>
/// Conventions. All shares are fractions, 0…1. A track counts once, whatever its length. Genres are ranked by probability, the highest
/// first; equal probabilities are ranked by the genres' names in ordinal order, so that the result depends neither on the order of the
/// tracks nor on that of the genres. A genre that none of the tracks belongs to has precision, recall and F1 of 0 and support 0, and is
/// left out of <see cref="MacroF1"/>; what was wrongly taken for it counts against the true genres.
/// </remarks>
public sealed record ClassificationMetrics
{
    /// <summary>The genres, in the order of the classifier.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>Number of tracks measured.</summary>
    public required int Count { get; init; }

    /// <summary>Shape [genres]: element k − 1 is the number of tracks whose genre is among the first k of the ranking.</summary>
    public required IReadOnlyList<int> Hits { get; init; }

    /// <summary>The share of tracks whose genre is ranked first (accuracy), 0…1.</summary>
    public double Top1 => TopK(1);

    /// <summary>95 % bootstrap interval of <see cref="Top1"/> over tracks.</summary>
    public required ConfidenceInterval Top1Interval { get; init; }

    /// <summary>The mean of the genres' F1, 0…1, each genre that has tracks counting the same.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>
    /// The mean of −ln p over the tracks, p being the probability of the true genre, taken for 1e-15 if smaller. In nats: 0 is perfect,
    /// ln(number of genres) is what equal probabilities give.
    /// </summary>
    public required double LogLoss { get; init; }

    /// <summary>Precision, recall, F1 and support of each genre, in the order of <see cref="Genres"/>.</summary>
    public required IReadOnlyList<GenreMetrics> PerGenre { get; init; }

    /// <summary>How many tracks of each genre were taken for each.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Seed of the bootstrap.</summary>
    public required int Seed { get; init; }

    /// <summary>The share of tracks whose genre is among the first <paramref name="k"/> of the ranking, 0…1.</summary>
    /// <param name="k">At least 1; more than there are genres means all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public double TopK(int k) => (double)HitsWithin(k) / Count;

    /// <summary>
    /// 95 % interval of <see cref="TopK"/>: percentile bootstrap over tracks with 2000 resamples. The same seed gives the same interval.
    /// </summary>
    /// <param name="k">At least 1; more than there are genres means all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public ConfidenceInterval TopKInterval(int k) => Bootstrap.OfShare(HitsWithin(k), Count, Seed);

    /// <summary>Measures a classifier's answers.</summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="tracks">The answers, at least one.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <returns>All measures.</returns>
    /// <exception cref="ArgumentException">There are no genres or no tracks, a genre is listed twice, a track's genre is not among them, or
    /// its probabilities are not as many as the genres, not finite, outside 0…1 or do not sum to 1 (within 0.01).</exception>
    public static ClassificationMetrics Compute(IReadOnlyList<string> genres, IReadOnlyList<ScoredTrack> tracks, int seed = 1)
    {
        GenreList.Validate(genres, nameof(genres));
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0)
            throw new ArgumentException("There are no tracks to measure.", nameof(tracks));
        return MetricsCalculator.Compute([.. genres], tracks, seed);
    }

    private int HitsWithin(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return Hits[Math.Min(k, Hits.Count) - 1];
    }
}
