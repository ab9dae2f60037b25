namespace MusicGenre.MLNet.Evaluation.Trust;

/// <summary>
/// Tells what is like nothing that a classifier knows: how far the embedding lies from those of known music, and how undecided the
/// probabilities are, each in deviations of music that was held out.
/// </summary>
/// <param name="Distance">Mean and deviation of <see cref="EmbeddingSpace.Distance"/> on held-out music.</param>
/// <param name="Entropy">The same of the probabilities' entropy.</param>
/// <param name="EntropyWeight">How much the entropy counts beside the distance.</param>
/// <param name="Threshold">From here on a track is unknown.</param>
/// <param name="Rate">The share of held-out tracks, 0…1, that the threshold was chosen to reject.</param>
internal sealed record UnknownRule(
    (double Mean, double Deviation) Distance, (double Mean, double Deviation) Entropy, double EntropyWeight, double Threshold, double Rate)
{
    /// <summary>The share of tracks of the known kind that may be rejected wrongly: 5 %.</summary>
    public const double DefaultRate = 0.05;

    /// <summary>Chosen on folds 1 to 4 of taffc9 among 0 to 1.5 (docs/results/unknown.md).</summary>
    public const double DefaultEntropyWeight = 0.75;

    /// <summary>Chooses the threshold so that a share of held-out tracks is rejected; with fewer than 19, the strangest of them is not.</summary>
    /// <param name="distances">The distances of held-out tracks, at least one.</param>
    /// <param name="entropies">The entropies of their probabilities.</param>
    /// <param name="entropyWeight">How much the entropy counts.</param>
    public static UnknownRule Fit(IReadOnlyList<double> distances, IReadOnlyList<double> entropies, double entropyWeight)
    {
        var rule = new UnknownRule(Moments(distances), Moments(entropies), entropyWeight, 0, DefaultRate);
        double[] scores = [.. distances.Select((distance, i) => rule.Novelty(distance, entropies[i])).Order()];
        int place = (int)Math.Ceiling((scores.Length + 1) * (1 - DefaultRate));
        return rule with { Threshold = scores[Math.Min(place, scores.Length) - 1] };
    }

    /// <summary>Computes how strange a track is: about 0 for known music, in its deviations.</summary>
    public double Novelty(double distance, double entropy)
        => ((distance - Distance.Mean) / Distance.Deviation) + (EntropyWeight * (entropy - Entropy.Mean) / Entropy.Deviation);

    /// <summary>Computes the entropy of probabilities, in nats.</summary>
    public static double EntropyOf(ReadOnlySpan<float> probabilities)
    {
        double entropy = 0;
        foreach (float p in probabilities)
            entropy -= p * LogProbability.Of(p);
        return entropy;
    }

    private static (double Mean, double Deviation) Moments(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return (mean, Math.Max(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-3));
    }
}
