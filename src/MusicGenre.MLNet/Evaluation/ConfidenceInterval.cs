using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace MusicGenre.MLNet;

/// <summary>An interval for a fraction.</summary>
/// <param name="Lower">Lower end, 0…1.</param>
/// <param name="Upper">Upper end, 0…1.</param>
/// <param name="Level">The share of such intervals that should hold the true value, 0…1. The default value is 0.95.</param>
public sealed record ConfidenceInterval(double Lower, double Upper, double Level = 0.95)
{
    private const int Resamples = 2000;

    /// <summary>
    /// Computes the 95 % percentile bootstrap interval of hits / count (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
    /// chapter 13): tracks are drawn with replacement, as many as there are, and the middle 95 % of the shares in 2000 such draws is the
    /// interval. It depends on the numbers only, not on which tracks were hit.
    /// </summary>
    internal static ConfidenceInterval OfShare(int hits, int count, int seed)
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
        return new ConfidenceInterval(Quantile((1 - 0.95) / 2), Quantile((1 + 0.95) / 2));

        double Quantile(double share) => SortedArrayStatistics.QuantileCustom(shares, share, QuantileDefinition.R7);
    }
}
