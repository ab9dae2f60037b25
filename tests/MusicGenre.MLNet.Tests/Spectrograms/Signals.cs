namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>Sound for tests.</summary>
internal static class Signals
{
    public static float[] Tone(double hertz, int sampleRate, int samples, double level = 0.5) =>
        [.. Enumerable.Range(0, samples).Select(n => (float)(level * Math.Sin(2 * Math.PI * hertz * n / sampleRate)))];

    public static float[] Noise(int seed, int samples, double level = 0.5)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => (float)(level * (2 * random.NextDouble() - 1)))];
    }

    /// <summary>Samples of a 16-bit mono PCM file whose header has 44 bytes, as GTZAN's have.</summary>
    public static float[] ReadSimpleWav(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return [.. Enumerable.Range(0, (bytes.Length - 44) / 2).Select(i => BitConverter.ToInt16(bytes, 44 + 2 * i) / 32768f)];
    }
}
