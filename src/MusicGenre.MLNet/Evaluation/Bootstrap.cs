using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>
/// The percentile bootstrap of a share (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13): tracks are drawn with
/// replacement, as many as there are, and the middle 95 % of the shares seen in 2000 such draws is the interval.
/// </summary>
internal static class Bootstrap
{
    public const int Resamples = 2000;
    public const double Level = 0.95;

    /// <summary>The interval of hits / count. It depends on the numbers only, not on which tracks were hit.</summary>
    public static ConfidenceInterval OfShare(int hits, int count, int seed)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var shares = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            int drawn = 0;
            for (int j = 0; j < count; j++)
                if (random.Next(count) < hits)
                    drawn++;
            shares[i] = (double)drawn / count;
        }

        Array.Sort(shares);
        return new ConfidenceInterval(
            SortedArrayStatistics.QuantileCustom(shares, (1 - Level) / 2, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(shares, (1 + Level) / 2, QuantileDefinition.R7),
            Level);
    }
}
