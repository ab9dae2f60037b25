using MathNet.Numerics.Statistics;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet;

/// <summary>Measures how often and how surely a classifier names the right genre of tracks that it did not learn from.</summary>
/// <remarks>
/// All shares are fractions, 0…1. A track counts once, whatever its length. Genres are ranked by probability, the highest first; equal
/// probabilities are ranked by the genres' names in ordinal order, so that the result depends neither on the order of the tracks nor on
/// that of the genres. A genre that has no tracks has precision, recall and F1 of 0 and support 0, and is left out of
/// <see cref="MacroF1"/>; tracks that were wrongly taken for it count against their true genres.
/// </remarks>
public sealed record EvaluationMetrics
{
    /// <summary>With fewer tracks than this the figures come with a <see cref="Warning"/>.</summary>
    public const int FewTracks = 30;

    /// <summary>Gets the genres, in the order of the classifier.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>Gets the number of tracks measured.</summary>
    public required int Count { get; init; }

    /// <summary>Gets, shape [genres], at k − 1 the number of tracks whose genre is among the first k of the ranking.</summary>
    public required IReadOnlyList<int> Hits { get; init; }

    /// <summary>Gets the share of tracks whose genre is ranked first (accuracy), 0…1.</summary>
    public double Top1 => TopK(1);

    /// <summary>Gets the 95 % interval of <see cref="Top1"/>, see <see cref="ConfidenceInterval.OfShare"/>.</summary>
    public required ConfidenceInterval Top1Interval { get; init; }

    /// <summary>Gets the mean of the genres' F1, 0…1, each genre that has tracks counting the same.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>
    /// Gets the mean of −ln p over the tracks, p being the probability of the true genre, at least 1e-15: 0 is perfect,
    /// ln(number of genres) is what equal probabilities give.
    /// </summary>
    public required double LogLoss { get; init; }

    /// <summary>Gets precision, recall, F1 and support of each genre, in the order of <see cref="Genres"/>.</summary>
    public required IReadOnlyList<GenreMetrics> PerGenre { get; init; }

    /// <summary>Gets how many tracks of each genre were taken for each.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Gets the seed of what is drawn of the figures, such as the bootstrap of macro F1.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// Gets a warning where so few tracks were measured that the figures say little: fewer than <see cref="FewTracks"/>;
    /// <see langword="null"/> where there are enough.
    /// </summary>
    public string? Warning => Count >= FewTracks ? null
        : $"Only {Counted.Of(Count, "track")} measured: with fewer than {FewTracks} the figures are hardly more than chance. Look at their "
        + "intervals, and measure on more music.";

    /// <summary>Computes the share of tracks whose genre is among the first <paramref name="k"/> of the ranking, 0…1.</summary>
    /// <param name="k">At least 1; more than there are genres means all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public double TopK(int k) => (double)HitsWithin(k) / Count;

    /// <summary>Computes the 95 % interval of <see cref="TopK"/>, see <see cref="ConfidenceInterval.OfShare"/>.</summary>
    /// <param name="k">At least 1; more than there are genres means all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public ConfidenceInterval TopKInterval(int k) => ConfidenceInterval.OfShare(HitsWithin(k), Count);

    /// <summary>Measures a classifier's answers.</summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="tracks">The answers, at least one.</param>
    /// <param name="seed">Seed of what is drawn of the figures. The default value is 1.</param>
    /// <exception cref="ArgumentException">There are no genres or no tracks, a genre is listed twice, a track's genre is not among them, or
    /// its probabilities are not as many as the genres, not finite, outside 0…1 or do not sum to 1 (within 0.01).</exception>
    public static EvaluationMetrics Compute(IReadOnlyList<string> genres, IReadOnlyList<ScoredTrack> tracks, int seed = 1)
    {
        GenreList.Validate(genres, nameof(genres));
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0)
            throw new ArgumentException("There are no tracks to measure.", nameof(tracks));
        int[][] confusion = [.. genres.Select(_ => new int[genres.Count])];
        var atRank = new int[genres.Count];
        var losses = new double[tracks.Count];
        for (int t = 0; t < tracks.Count; t++)
        {
            if (tracks[t] is not { } track)
                throw new ArgumentException("A scored track is null.", nameof(tracks));
            track.Validate(genres, nameof(tracks));
            int truth = GenreList.IndexOf(genres, track.Genre, nameof(tracks));
            atRank[track.RankOf(truth, genres)]++;
            confusion[truth][track.Predicted(genres)]++;
            losses[t] = -LogProbability.Of(Math.Min(track.Probabilities.Span[truth], 1));
        }

        // Sorted, so that the sum of doubles does not depend on the order of the tracks.
        Array.Sort(losses);
        int hits = 0;
        int[] hitsWithin = [.. atRank.Select(count => hits += count)];
        var matrix = new ConfusionMatrix(genres, confusion);
        GenreMetrics[] perGenre = [.. genres.Select((genre, i) => OfGenre(matrix, genre, i))];
        return new EvaluationMetrics
        {
            Genres = matrix.Genres,
            Count = tracks.Count,
            Hits = hitsWithin,
            Top1Interval = ConfidenceInterval.OfShare(hitsWithin[0], tracks.Count),
            MacroF1 = perGenre.Where(genre => genre.Support > 0).Select(genre => genre.F1).Order().Mean(),
            LogLoss = losses.Mean(),
            PerGenre = perGenre,
            Confusion = matrix,
            Seed = seed,
        };
    }

    private int HitsWithin(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return Hits[Math.Min(k, Hits.Count) - 1];
    }

    private static GenreMetrics OfGenre(ConfusionMatrix matrix, string genre, int index)
    {
        int right = matrix[index, index], support = matrix.RowTotal(index), predicted = matrix.ColumnTotal(index);
        return new GenreMetrics(genre, Share(right, predicted), Share(right, support), Share(2 * right, predicted + support), support);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
