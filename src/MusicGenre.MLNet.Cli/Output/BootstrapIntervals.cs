using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>
/// The percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13): tracks are drawn with
/// replacement, as many as there are, and the middle 95 % of the values seen in many such draws is the interval.
/// </summary>
internal static class BootstrapIntervals
{
    private const int ResamplesOfMeans = 2000;
    private const int ResamplesOfMacroF1 = 1000;
    private const double Level = 0.95;

    /// <summary>
    /// Gets the interval of the mean of some values, one a track. Given the difference of two conditions on each track, it is the paired
    /// interval of their difference: what makes a track easy or hard falls away.
    /// </summary>
    public static ConfidenceInterval OfMean(IReadOnlyList<double> values, int seed = 1) => Interval(ResamplesOfMeans, seed, random =>
    {
        double sum = 0;
        for (int i = 0; i < values.Count; i++)
            sum += values[random.Next(values.Count)];
        return sum / values.Count;
    });

    /// <summary>Gets the interval of macro F1. All that it depends on is how many tracks of each genre were taken for each.</summary>
    public static ConfidenceInterval OfMacroF1(ConfusionMatrix confusion, int seed)
    {
        int genres = confusion.Genres.Count;
        int[] cells =
        [
            .. confusion.Counts.SelectMany(
                (row, truth) => row.SelectMany((count, predicted) => Enumerable.Repeat(truth * genres + predicted, count))),
        ];
        var drawn = new int[genres * genres];
        return Interval(ResamplesOfMacroF1, seed, random =>
        {
            Array.Clear(drawn);
            for (int i = 0; i < cells.Length; i++)
                drawn[cells[random.Next(cells.Length)]]++;
            return MacroF1(drawn, genres);
        });
    }

    /// <summary>Gets macro F1 as <see cref="EvaluationMetrics.MacroF1"/> has it: a genre without tracks is left out.</summary>
    /// <param name="counts">Number of tracks, row-major [true × predicted].</param>
    /// <param name="genres">Number of genres.</param>
    public static double MacroF1(ReadOnlySpan<int> counts, int genres)
    {
        double sum = 0;
        int present = 0;
        for (int genre = 0; genre < genres; genre++)
        {
            int support = 0, predicted = 0;
            for (int other = 0; other < genres; other++)
            {
                support += counts[genre * genres + other];
                predicted += counts[other * genres + genre];
            }
            if (support == 0)
                continue;
            present++;
            sum += 2.0 * counts[genre * genres + genre] / (support + predicted);
        }
        return sum / present;
    }

    private static ConfidenceInterval Interval(int resamples, int seed, Func<Random, double> draw)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        double[] values = [.. Enumerable.Range(0, resamples).Select(_ => draw(random))];
        Array.Sort(values);
        return new ConfidenceInterval(
            SortedArrayStatistics.QuantileCustom(values, (1 - Level) / 2, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(values, (1 + Level) / 2, QuantileDefinition.R7),
            Level);
    }
}
