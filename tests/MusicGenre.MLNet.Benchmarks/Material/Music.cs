using System.Diagnostics;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Benchmarks.Material;

/// <summary>Seeded music-like sound: chords with overtones, a beat, noise. What it costs to look at is what real music costs.</summary>
internal static class Music
{
    public const int SampleRate = 22_050;

    /// <summary>A clip of one "genre", which sets tempo and register; another seed gives another clip of it.</summary>
    public static AudioClip Clip(double seconds = 30, int seed = 1, int genre = 0, int sampleRate = SampleRate)
    {
        var random = new Random(HashCode(seed, genre));
        var samples = new float[(int)(seconds * sampleRate)];
        // Twelve genres have a sound of their own; more than that repeat it, which changes no cost.
        double beat = 0.3 + 0.07 * (genre % 12);
        double root = 55 * Math.Pow(2, genre % 12 / 3.0);
        float[] wave = Wave(random);
        double phase = 0, step = 0;
        int next = 0;
        double envelope = 0, decay = Math.Exp(-6 / (beat * sampleRate));
        for (int i = 0; i < samples.Length; i++)
        {
            if (i == next)
            {
                step = root * Math.Pow(2, random.Next(0, 24) / 12.0) / sampleRate * wave.Length;
                envelope = 0.3 + 0.4 * random.NextDouble();
                next += (int)(beat * sampleRate);
            }
            phase += step;
            if (phase >= wave.Length)
                phase -= wave.Length;
            envelope *= decay;
            samples[i] = (float)(envelope * wave[(int)phase] + 0.02 * (random.NextSingle() - 0.5));
        }
        return new AudioClip(samples, sampleRate);
    }

    /// <summary>Writes <paramref name="tracks"/> WAV files, dealt out to genres, one folder each.</summary>
    public static string WriteFolders(string directory, int tracks, int genres, double seconds = 30)
    {
        Parallel.For(0, tracks, i =>
        {
            int genre = i % genres;
            string folder = Directory.CreateDirectory(Path.Combine(directory, $"genre{genre:00}")).FullName;
            Clip(seconds, i, genre).SaveWav(Path.Combine(folder, $"track{i:0000}.wav"));
        });
        return directory;
    }

    /// <summary>Encodes a WAV file with ffmpeg.</summary>
    /// <param name="wav">The file.</param>
    /// <param name="extension">Says the format, e.g. <c>mp3</c>.</param>
    /// <returns>The new file beside it.</returns>
    public static string Encode(string wav, string extension)
    {
        string to = Path.ChangeExtension(wav, extension);
        using Process ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", wav, to]);
        ffmpeg.WaitForExit();
        return ffmpeg.ExitCode == 0 ? to : throw new InvalidOperationException($"ffmpeg could not encode {wav} as {extension}.");
    }

    /// <summary>One period of a sound with eight overtones.</summary>
    private static float[] Wave(Random random)
    {
        var wave = new float[4096];
        for (int overtone = 1; overtone <= 8; overtone++)
        {
            double level = random.NextDouble() / overtone;
            for (int i = 0; i < wave.Length; i++)
                wave[i] += (float)(level * Math.Sin(2 * Math.PI * overtone * i / wave.Length));
        }
        return wave;
    }

    // Not System.HashCode, which is another one in every process.
    private static int HashCode(int seed, int genre) => unchecked(seed * 1_000_003 + genre * 7919);
}
