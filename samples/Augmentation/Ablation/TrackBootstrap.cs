using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;
using MusicGenre.MLNet.Evaluation;

namespace AugmentationSample.Ablation;

/// <summary>
/// The percentile bootstrap of a mean over tracks (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13). Given the
/// difference of two conditions on each track, it is the paired interval of their difference: what makes a track easy or hard falls away.
/// </summary>
internal static class TrackBootstrap
{
    private const int Resamples = 2000;
    private const double Level = 0.95;

    /// <summary>The interval of the mean of some values, one a track.</summary>
    public static ConfidenceInterval OfMean(IReadOnlyList<double> values, int seed = 1)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var means = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int j = 0; j < values.Count; j++)
                sum += values[random.Next(values.Count)];
            means[i] = sum / values.Count;
        }
        Array.Sort(means);
        return new ConfidenceInterval(
            SortedArrayStatistics.QuantileCustom(means, (1 - Level) / 2, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(means, (1 + Level) / 2, QuantileDefinition.R7),
            Level);
    }
}
