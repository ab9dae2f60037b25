namespace MusicGenre.MLNet.Augmentation;

/// <summary>
/// A second-order Butterworth filter (Q = 1/√2, 12 dB an octave): R. Bristow-Johnson, "Audio EQ Cookbook" (W3C Note, 2021), the bilinear
/// transform of the analogue prototype with its corner at just the frequency named.
/// </summary>
internal readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    public static Biquad LowPass(double hertz, int sampleRate)
    {
        (double cos, double alpha) = Place(hertz, sampleRate);
        return Normalized((1 - cos) / 2, 1 - cos, (1 - cos) / 2, cos, alpha);
    }

    public static Biquad HighPass(double hertz, int sampleRate)
    {
        (double cos, double alpha) = Place(hertz, sampleRate);
        return Normalized((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, cos, alpha);
    }

    /// <summary>Filters a signal from rest.</summary>
    public float[] Run(ReadOnlySpan<float> samples)
    {
        var filtered = new float[samples.Length];
        // Transposed direct form II, in double precision: a low corner at a high rate puts both poles next to 1.
        double s1 = 0, s2 = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double x = samples[i];
            double y = B0 * x + s1;
            s1 = B1 * x - A1 * y + s2;
            s2 = B2 * x - A2 * y;
            filtered[i] = (float)y;
        }
        return filtered;
    }

    private static (double Cos, double Alpha) Place(double hertz, int sampleRate)
    {
        double w = 2 * Math.PI * hertz / sampleRate;
        return (Math.Cos(w), Math.Sin(w) / Math.Sqrt(2));
    }

    private static Biquad Normalized(double b0, double b1, double b2, double cos, double alpha)
    {
        double a0 = 1 + alpha;
        return new Biquad(b0 / a0, b1 / a0, b2 / a0, -2 * cos / a0, (1 - alpha) / a0);
    }
}
