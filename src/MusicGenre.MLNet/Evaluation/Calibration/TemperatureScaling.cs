using MathNet.Numerics.RootFinding;

namespace MusicGenre.MLNet.Evaluation.Calibration;

/// <summary>
/// Scales probabilities by a temperature (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017): the
/// scores before the softmax are divided by T, which makes probabilities less (T above 1) or more certain (T below 1). The most probable
/// genre stays.
/// </summary>
/// <param name="Temperature">T, without a unit, 0.05…20; 1 changes nothing.</param>
public sealed record TemperatureScaling(double Temperature)
{
    /// <summary>The lowest temperature that <see cref="Fit"/> gives.</summary>
    public const double Lowest = 0.05;

    /// <summary>The highest temperature that <see cref="Fit"/> gives.</summary>
    public const double Highest = 20;

    /// <summary>
    /// Finds the temperature with the lowest mean −ln p of the true genres. Fit it on tracks that the classifier did not learn from, and
    /// measure it on others than those it was fitted on.
    /// </summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="tracks">The answers, at least one.</param>
    /// <exception cref="ArgumentException">There are no tracks, or the genre of one is not among the genres.</exception>
    public static TemperatureScaling Fit(IReadOnlyList<string> genres, IReadOnlyList<ScoredTrack> tracks)
    {
        GenreList.Validate(genres, nameof(genres));
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0)
            throw new ArgumentException("There are no tracks to fit a temperature on.", nameof(tracks));
        double[][] scores = [.. tracks.Select(track => Scores(track.Probabilities.Span))];
        int[] truths = [.. tracks.Select(track => GenreList.IndexOf(genres, track.Genre, nameof(tracks)))];

        // The mean −ln p is convex in b = 1/T, so the root of its slope is the minimum.
        double Slope(double b) => scores.Select((s, i) => ExpectedScore(s, b) - s[truths[i]]).Order().Average();
        if (Slope(1 / Highest) >= 0)
            return new TemperatureScaling(Highest);
        if (Slope(1 / Lowest) <= 0)
            return new TemperatureScaling(Lowest);
        return new TemperatureScaling(1 / Brent.FindRoot(Slope, 1 / Highest, 1 / Lowest, 1e-9, 200));
    }

    /// <summary>Computes the probabilities at this temperature.</summary>
    /// <param name="probabilities">Shape [genres]: probabilities, 0…1.</param>
    /// <returns>Shape [genres]: pᵢ^(1/T), scaled to sum to 1.</returns>
    public float[] Apply(ReadOnlySpan<float> probabilities)
    {
        double[] scores = Scores(probabilities);
        double highest = scores.Max();
        double[] powers = [.. scores.Select(score => Math.Exp((score - highest) / Temperature))];
        double sum = powers.Sum();
        return [.. powers.Select(power => (float)(power / sum))];
    }

    /// <summary>Computes the answer for a track at this temperature.</summary>
    public ScoredTrack Apply(ScoredTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return track with { Probabilities = Apply(track.Probabilities.Span) };
    }

    // The scores before the softmax, but for a constant that makes no difference.
    private static double[] Scores(ReadOnlySpan<float> probabilities)
    {
        var scores = new double[probabilities.Length];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = LogProbability.Of(probabilities[i]);
        return scores;
    }

    private static double ExpectedScore(double[] scores, double b)
    {
        double highest = scores.Max(), sum = 0, expected = 0;
        foreach (double score in scores)
        {
            double power = Math.Exp(b * (score - highest));
            sum += power;
            expected += power * score;
        }
        return expected / sum;
    }
}
