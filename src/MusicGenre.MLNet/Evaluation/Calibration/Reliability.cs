namespace MusicGenre.MLNet.Evaluation.Calibration;

/// <summary>
/// Tells how well probabilities are calibrated: of the tracks that were answered with 70 %, are 70 % right? (DeGroot and Fienberg 1983; the
/// error as in Guo et al., ICML 2017.)
/// </summary>
public sealed record Reliability
{
    /// <summary>The number of bins of equal width that is used throughout: 15, as by Guo et al.</summary>
    public const int DefaultBins = 15;

    /// <summary>Gets the bins from 0 to 1, of equal width.</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }

    /// <summary>
    /// Gets the expected calibration error (ECE): the mean of |accuracy − confidence| over the bins, weighted by their number of tracks,
    /// 0…1; 0 is perfect. It depends on the number of bins, and on few tracks it is above 0 by chance even for perfect probabilities.
    /// </summary>
    public required double ExpectedError { get; init; }

    /// <summary>Gets the largest |accuracy − confidence| of any bin that has tracks, 0…1.</summary>
    public required double LargestError { get; init; }

    /// <summary>
    /// Gets the mean probability of the most probable genre, 0…1. If it is above the accuracy, the classifier is overconfident.
    /// </summary>
    public required double MeanConfidence { get; init; }

    /// <summary>Gets the mean of −ln p of the true genre.</summary>
    public required double LogLoss { get; init; }

    /// <summary>Sorts answers into bins.</summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="tracks">The answers, at least one.</param>
    /// <param name="bins">Number of bins of equal width, at least 1. The default value is 15.</param>
    /// <exception cref="ArgumentException">The answers cannot be measured, see <see cref="EvaluationMetrics.Compute"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public static Reliability Of(IReadOnlyList<string> genres, IReadOnlyList<ScoredTrack> tracks, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double logLoss = EvaluationMetrics.Compute(genres, tracks).LogLoss;
        var answers = tracks.Select(track =>
        {
            int predicted = track.Predicted(genres);
            return (Confidence: (double)Math.Clamp(track.Probabilities.Span[predicted], 0, 1), IsRight: genres[predicted] == track.Genre);
        }).ToArray();
        ILookup<int, (double Confidence, bool IsRight)> sorted =
            answers.ToLookup(a => Math.Clamp((int)Math.Ceiling(a.Confidence * bins) - 1, 0, bins - 1));
        ReliabilityBin[] made = [.. Enumerable.Range(0, bins).Select(i => Bin((double)i / bins, (i + 1.0) / bins, [.. sorted[i]]))];
        return new Reliability
        {
            Bins = made,
            ExpectedError = made.Sum(bin => Math.Abs(bin.Accuracy - bin.Confidence) * bin.Count) / answers.Length,
            LargestError = made.Max(bin => Math.Abs(bin.Accuracy - bin.Confidence)),
            MeanConfidence = answers.Average(a => a.Confidence),
            LogLoss = logLoss,
        };
    }

    private static ReliabilityBin Bin(double lower, double upper, (double Confidence, bool IsRight)[] answers) => answers.Length == 0
        ? new ReliabilityBin(lower, upper, 0, 0, 0)
        : new ReliabilityBin(
            lower, upper, answers.Length, answers.Average(a => a.Confidence), (double)answers.Count(a => a.IsRight) / answers.Length);
}
