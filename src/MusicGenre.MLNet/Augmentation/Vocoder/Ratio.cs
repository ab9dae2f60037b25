namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>A ratio of two small whole numbers.</summary>
/// <param name="Numerator">The upper one.</param>
/// <param name="Denominator">The lower one.</param>
internal readonly record struct Ratio(int Numerator, int Denominator)
{
    /// <summary>The ratio nearest to a number among those with a denominator up to a limit.</summary>
    public static Ratio Near(double value, int maxDenominator)
    {
        var best = new Ratio((int)Math.Round(value), 1);
        for (int denominator = 1; denominator <= maxDenominator; denominator++)
        {
            var candidate = new Ratio((int)Math.Round(value * denominator), denominator);
            if (candidate.Numerator > 0 && candidate.Error(value) < best.Error(value))
                best = candidate;
        }
        return best;
    }

    private double Error(double value) => Numerator > 0 ? Math.Abs((double)Numerator / Denominator - value) : double.MaxValue;
}
