using System.Globalization;
using MathNet.Numerics.Statistics;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Validates a classifier's answers, counts them, and evaluates the counts.</summary>
internal static class MetricsCalculator
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private const double SumTolerance = 0.01;

    // Softmax in float may pass 1 by a rounding error.
    private const float RangeTolerance = 1e-5f;

    public static ClassificationMetrics Compute(string[] genres, IReadOnlyList<ScoredTrack> tracks, int seed)
    {
        var indices = genres.Select((genre, i) => (genre, i)).ToDictionary(pair => pair.genre, pair => pair.i, StringComparer.Ordinal);
        int[][] confusion = [.. genres.Select(_ => new int[genres.Length])];
        var atRank = new int[genres.Length];
        var losses = new double[tracks.Count];
        for (int t = 0; t < tracks.Count; t++)
        {
            int truth = Validate(tracks[t], genres, indices);
            ReadOnlySpan<float> probabilities = tracks[t].Probabilities.Span;
            atRank[RankOf(truth, probabilities, genres)]++;
            confusion[truth][Predicted(probabilities, genres)]++;
            losses[t] = -LogProbability.Of(Math.Min(probabilities[truth], 1));
        }

        // Sorted, so that the sum of doubles does not depend on the order of the tracks.
        Array.Sort(losses);
        int hits = 0;
        int[] hitsWithin = [.. atRank.Select(count => hits += count)];
        var matrix = new ConfusionMatrix(genres, confusion);
        GenreMetrics[] perGenre = [.. genres.Select((genre, i) => OfGenre(matrix, genre, i))];
        return new ClassificationMetrics
        {
            Genres = genres,
            Count = tracks.Count,
            Hits = hitsWithin,
            Top1Interval = Bootstrap.OfShare(hitsWithin[0], tracks.Count, seed),
            MacroF1 = perGenre.Where(genre => genre.Support > 0).Select(genre => genre.F1).Order().Mean(),
            LogLoss = losses.Mean(),
            PerGenre = perGenre,
            Confusion = matrix,
            Seed = seed,
        };
    }

    private static int Validate(ScoredTrack? track, string[] genres, Dictionary<string, int> indices)
    {
        if (track is null)
            throw new ArgumentException("A scored track is null.", "tracks");
        if (track.Genre is null || !indices.TryGetValue(track.Genre, out int truth))
            throw Wrong(track, $"its genre '{track.Genre}' is not one of {string.Join(", ", genres)}");
        ReadOnlySpan<float> probabilities = track.Probabilities.Span;
        if (probabilities.Length != genres.Length)
            throw Wrong(track, $"it has {probabilities.Length} probabilities, but there are {genres.Length} genres");
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= -RangeTolerance and <= 1 + RangeTolerance))
                throw Wrong(track, string.Create(Invariant, $"the probability of '{genres[i]}' is {probabilities[i]}, but must lie between 0 and 1"));
            sum += probabilities[i];
        }

        if (Math.Abs(sum - 1) > SumTolerance)
            throw Wrong(track, string.Create(Invariant, $"its probabilities sum to {sum:0.####} instead of 1; are they scores before the softmax?"));
        return truth;
    }

    /// <summary>How many genres are ranked before this one.</summary>
    internal static int RankOf(int truth, ReadOnlySpan<float> probabilities, string[] genres)
    {
        int rank = 0;
        for (int i = 0; i < probabilities.Length; i++)
            if (IsBefore(i, truth, probabilities, genres))
                rank++;
        return rank;
    }

    /// <summary>The genre that is ranked first.</summary>
    internal static int Predicted(ReadOnlySpan<float> probabilities, string[] genres)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (IsBefore(i, best, probabilities, genres))
                best = i;
        return best;
    }

    private static bool IsBefore(int a, int b, ReadOnlySpan<float> probabilities, string[] genres) =>
        probabilities[a] > probabilities[b] || (probabilities[a] == probabilities[b] && string.CompareOrdinal(genres[a], genres[b]) < 0);

    private static GenreMetrics OfGenre(ConfusionMatrix matrix, string genre, int index)
    {
        int truePositives = matrix[index, index];
        int support = matrix.RowTotal(index);
        int predicted = matrix.ColumnTotal(index);
        return new GenreMetrics(
            genre,
            Share(truePositives, predicted),
            Share(truePositives, support),
            Share(2 * truePositives, predicted + support),
            support);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static ArgumentException Wrong(ScoredTrack track, string what) => new($"The track '{track.Track}' cannot be measured: {what}.", "tracks");
}
