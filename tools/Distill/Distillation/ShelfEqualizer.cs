namespace Distill.Distillation;

/// <summary>
/// A low and a high shelf after one another, which change the sound of a record as another mastering would (R. Bristow-Johnson, "Cookbook
/// formulae for audio equalizer biquad filter coefficients", shelf slope 1).
/// </summary>
internal static class ShelfEqualizer
{
    /// <summary>Filters samples in place.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="sampleRate">Their rate in hertz.</param>
    /// <param name="low">Gain below <paramref name="lowHertz"/> in decibels.</param>
    /// <param name="lowHertz">Corner of the low shelf.</param>
    /// <param name="high">Gain above <paramref name="highHertz"/> in decibels.</param>
    /// <param name="highHertz">Corner of the high shelf.</param>
    public static void Apply(Span<float> samples, int sampleRate, double low, double lowHertz, double high, double highHertz)
    {
        Shelf(samples, sampleRate, low, lowHertz, -1);
        Shelf(samples, sampleRate, high, highHertz, 1);
    }

    /// <param name="samples">Filtered in place.</param>
    /// <param name="sampleRate">In hertz.</param>
    /// <param name="gain">In decibels.</param>
    /// <param name="hertz">Corner frequency.</param>
    /// <param name="side">−1 for the low shelf, 1 for the high one: the cookbook's two forms differ in these signs only.</param>
    private static void Shelf(Span<float> samples, int sampleRate, double gain, double hertz, int side)
    {
        double a = Math.Pow(10, gain / 40);
        double omega = 2 * Math.PI * hertz / sampleRate;
        double cosine = Math.Cos(omega);
        double alpha = 2 * Math.Sqrt(a) * (Math.Sin(omega) / 2 * Math.Sqrt(2));
        double b0 = a * (a + 1 + side * (a - 1) * cosine + alpha);
        double b1 = -side * 2 * a * (a - 1 + side * (a + 1) * cosine);
        double b2 = a * (a + 1 + side * (a - 1) * cosine - alpha);
        double a0 = a + 1 - side * (a - 1) * cosine + alpha;
        double a1 = side * 2 * (a - 1 - side * (a + 1) * cosine);
        double a2 = a + 1 - side * (a - 1) * cosine - alpha;
        double state1 = 0, state2 = 0;
        foreach (ref float sample in samples)
        {
            double x = sample;
            double y = b0 / a0 * x + state1;
            state1 = b1 / a0 * x - a1 / a0 * y + state2;
            state2 = b2 / a0 * x - a2 / a0 * y;
            sample = (float)y;
        }
    }
}
