namespace MusicGenre.MLNet.TestSupport;

/// <summary>Test signals, and what is in a signal.</summary>
public static class Signals
{
    public static float[] Sine(double hertz, int sampleRate, int count, double amplitude = 0.5, double phase = 0) =>
        Enumerable.Range(0, count).Select(n => (float)(amplitude * Math.Sin(2 * Math.PI * hertz * n / sampleRate + phase))).ToArray();

    public static float[] Noise(int seed, int count, double amplitude = 0.5)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => (float)(amplitude * (2 * random.NextDouble() - 1))).ToArray();
    }

    /// <summary>The amplitude of one frequency, by correlation under a Hann window.</summary>
    public static double Amplitude(ReadOnlySpan<float> samples, double hertz, int sampleRate)
    {
        double re = 0, im = 0, weights = 0;
        for (int n = 0; n < samples.Length; n++)
        {
            double w = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (n + 0.5) / samples.Length);
            double angle = 2 * Math.PI * hertz * n / sampleRate;
            re += w * samples[n] * Math.Cos(angle);
            im += w * samples[n] * Math.Sin(angle);
            weights += w;
        }
        return 2 * Math.Sqrt(re * re + im * im) / weights;
    }

    public static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float value in samples)
            sum += (double)value * value;
        return Math.Sqrt(sum / Math.Max(1, samples.Length));
    }

    /// <summary>Samples of a 16-bit mono PCM file whose header has 44 bytes, as GTZAN's have.</summary>
    public static float[] ReadSimpleWav(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return [.. Enumerable.Range(0, (bytes.Length - 44) / 2).Select(i => BitConverter.ToInt16(bytes, 44 + 2 * i) / 32768f)];
    }
}
