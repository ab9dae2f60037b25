namespace MusicGenre.MLNet.Evaluation;

/// <summary>Logarithms of probabilities, as losses and calibration take them.</summary>
internal static class LogProbability
{
    /// <summary>What smaller probabilities are taken for, so that one track that was given none does not make a mean infinite.</summary>
    public const double Smallest = 1e-15;

    /// <summary>Computes ln p. A value that is not a number stays so.</summary>
    public static double Of(double probability) => Math.Log(Math.Max(probability, Smallest));
}
