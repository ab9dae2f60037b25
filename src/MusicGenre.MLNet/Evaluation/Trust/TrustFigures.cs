namespace MusicGenre.MLNet.Evaluation.Trust;

/// <summary>
/// Measures on held-out tracks what a classifier says of itself: how many of them it calls unknown, and how many of its sets hold the right
/// genre. What it says was learned from the training tracks alone.
/// </summary>
/// <param name="Tracks">Number of tracks.</param>
/// <param name="Unknown">How many of them were called unknown, though their genres were learned.</param>
/// <param name="Covered">How many of their sets of <see cref="Coverage"/> hold the right genre.</param>
/// <param name="Genres">How many genres these sets hold in all.</param>
public sealed record TrustFigures(int Tracks, int Unknown, int Covered, int Genres)
{
    /// <summary>The share of tracks whose right genre the measured sets shall hold: 0.9.</summary>
    public const double Coverage = 0.9;

    /// <summary>Gets the share of tracks that were wrongly called unknown, 0…1.</summary>
    public double UnknownShare => (double)Unknown / Tracks;

    /// <summary>Gets the share of tracks whose set holds the right genre, 0…1; <see cref="Coverage"/> is wanted.</summary>
    public double CoveredShare => (double)Covered / Tracks;

    /// <summary>Gets the mean number of genres of a set.</summary>
    public double MeanSize => (double)Genres / Tracks;

    internal static TrustFigures Sum(IEnumerable<TrustFigures> parts) => parts.Aggregate(
        (sum, one) => new TrustFigures(sum.Tracks + one.Tracks, sum.Unknown + one.Unknown, sum.Covered + one.Covered, sum.Genres + one.Genres));
}
