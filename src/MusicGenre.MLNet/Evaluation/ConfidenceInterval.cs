namespace MusicGenre.MLNet;

/// <summary>An interval for a fraction.</summary>
/// <param name="Lower">Lower end, 0…1.</param>
/// <param name="Upper">Upper end, 0…1.</param>
/// <param name="Level">The share of such intervals that should hold the true value, 0…1. The default value is 0.95.</param>
public sealed record ConfidenceInterval(double Lower, double Upper, double Level = 0.95)
{
    // The standard normal distribution's quantile at 97.5 %.
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Computes Wilson's 95 % score interval of hits / count (Wilson 1927; recommended by Brown, Cai and DasGupta, "Interval Estimation for
    /// a Binomial Proportion", Statistical Science 2001). Unlike a bootstrap it has a width where all or none were hit. It takes the tracks
    /// for independent.
    /// </summary>
    /// <param name="hits">Number of tracks that were hit, 0…<paramref name="count"/>.</param>
    /// <param name="count">Number of tracks, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ConfidenceInterval OfShare(int hits, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, count);
        double share = (double)hits / count, square = Z * Z / count;
        double middle = share + (square / 2);
        double half = Z * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count)));
        // At the ends the formula gives 0 and 1 but for rounding.
        return new ConfidenceInterval(
            hits == 0 ? 0 : (middle - half) / (1 + square), hits == count ? 1 : (middle + half) / (1 + square));
    }
}
