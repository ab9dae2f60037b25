using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.TestSupport;

/// <summary>A small, seeded data set of three "genres" that can be told apart: chords of low tones, of high tones, noise.</summary>
public static class ToneGenres
{
    public const int SampleRate = 22_050;

    public static readonly string[] Names = ["high", "low", "noise"];

    /// <summary>Writes <paramref name="tracks"/> WAV files a genre, <paramref name="seconds"/> long, into one folder a genre.</summary>
    public static string Write(string directory, int tracks = 6, double seconds = 2, int seed = 1)
    {
        for (int g = 0; g < Names.Length; g++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(directory, Names[g])).FullName;
            for (int t = 0; t < tracks; t++)
                Compose(Names[g], seconds, seed + 100 * g + t).SaveWav(Path.Combine(folder, $"{Names[g]}{t:00}.wav"));
        }
        return directory;
    }

    public static AudioClip Compose(string genre, double seconds, int seed)
    {
        var random = new Random(seed);
        double[] frequencies = [.. Enumerable.Range(0, 8)
            .Select(_ => (double)(genre == "high" ? random.Next(2500, 5000) : random.Next(80, 300)))];
        double level = 0.2 + 0.5 * random.NextDouble();
        var samples = new float[(int)(seconds * SampleRate)];
        for (int i = 0; i < samples.Length; i++)
        {
            double tone = genre == "noise" ? 2 * random.NextDouble()
                - 1 : frequencies.Average(f => Math.Sin(2 * Math.PI * f * i / SampleRate));
            samples[i] = (float)(level * tone + 0.01 * (2 * random.NextDouble() - 1));
        }
        return new AudioClip(samples, SampleRate);
    }
}
