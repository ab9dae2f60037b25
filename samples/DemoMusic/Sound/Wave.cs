namespace DemoMusic.Sound;

/// <summary>Waveforms by phase (cycles, 0…1).</summary>
internal static class Wave
{
    private const int Size = 4096;
    private static readonly float[] Table = [.. Enumerable.Range(0, Size + 1).Select(i => (float)Math.Sin(2 * Math.PI * i / Size))];

    /// <summary>Sine of a phase of any size, by table and linear interpolation (error below 1e-6).</summary>
    public static float Sine(double phase)
    {
        double at = (phase - Math.Floor(phase)) * Size;
        int index = (int)at;
        float fraction = (float)(at - index);
        return Table[index] + fraction * (Table[index + 1] - Table[index]);
    }

    /// <summary>Triangle of a phase of 0…1.</summary>
    public static float Triangle(double phase) => (float)(4 * Math.Abs(phase - 0.5) - 1);

    /// <summary>
    /// The polynomial that rounds the step of a saw or square over one sample on either side, which removes most of its aliases
    /// (PolyBLEP: Välimäki and Huovilainen, "Antialiasing oscillators in subtractive synthesis", 2007).
    /// </summary>
    /// <param name="phase">Phase since the step, 0…1.</param>
    /// <param name="step">Cycles a sample.</param>
    public static float Blep(double phase, double step)
    {
        if (phase < step)
        {
            double t = phase / step;
            return (float)(t + t - t * t - 1);
        }
        if (phase > 1 - step)
        {
            double t = (phase - 1) / step;
            return (float)(t * t + t + t + 1);
        }
        return 0;
    }

    /// <summary>White noise, −1…1.</summary>
    public static float Noise(Random random) => random.NextSingle() * 2 - 1;
}
