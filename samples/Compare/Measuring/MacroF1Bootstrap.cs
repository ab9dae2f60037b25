using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;
using MusicGenre.MLNet.Evaluation;

namespace Compare.Measuring;

/// <summary>
/// The percentile bootstrap of macro F1 (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13): tracks are drawn with
/// replacement, as many as there are, and the middle 95 % of the values seen in 1000 such draws is the interval.
/// </summary>
internal static class MacroF1Bootstrap
{
    private const int Resamples = 1000;
    private const double Level = 0.95;

    /// <summary>The interval. All that macro F1 depends on is how many tracks of each genre were taken for each.</summary>
    public static ConfidenceInterval Of(ConfusionMatrix confusion, int seed)
    {
        int genres = confusion.Genres.Count;
        int[] cells = [.. confusion.Counts.SelectMany((row, truth) => row.SelectMany((count, predicted) => Enumerable.Repeat(truth * genres + predicted, count)))];
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var values = new double[Resamples];
        var drawn = new int[genres * genres];
        for (int i = 0; i < Resamples; i++)
        {
            Array.Clear(drawn);
            for (int j = 0; j < cells.Length; j++)
                drawn[cells[random.Next(cells.Length)]]++;
            values[i] = MacroF1(drawn, genres);
        }
        Array.Sort(values);
        return new ConfidenceInterval(
            SortedArrayStatistics.QuantileCustom(values, (1 - Level) / 2, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(values, (1 + Level) / 2, QuantileDefinition.R7),
            Level);
    }

    /// <summary>Macro F1 as <see cref="ClassificationMetrics.MacroF1"/> has it: a genre without tracks is left out.</summary>
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
}
