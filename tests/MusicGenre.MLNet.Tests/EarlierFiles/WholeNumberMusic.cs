using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.EarlierFiles;

/// <summary>
/// Music made with whole numbers alone, so that its bytes, and with them the keys of a cache, are the same on every processor.
/// </summary>
internal static class WholeNumberMusic
{
    private const int SampleRate = 22_050;
    private const int Seconds = 3;

    public static readonly string[] Genres = ["hum", "rattle", "whistle"];

    /// <summary>Writes four tracks a genre into one folder a genre.</summary>
    public static string Write(string directory)
    {
        foreach (string genre in Genres)
        {
            string folder = Directory.CreateDirectory(Path.Combine(directory, genre)).FullName;
            for (int track = 0; track < 4; track++)
                Compose(genre, track).SaveWav(Path.Combine(folder, $"{genre}{track}.wav"));
        }
        return directory;
    }

    /// <summary>A square wave, low or high, with some noise; for <c>rattle</c> noise alone.</summary>
    public static AudioClip Compose(string genre, int track)
    {
        uint state = (uint)(track * 7919 + genre.Length);
        var samples = new float[Seconds * SampleRate];
        int period = genre switch { "hum" => 180 + 10 * track, "whistle" => 8 + track, _ => 1 };
        for (int i = 0; i < samples.Length; i++)
        {
            state = state * 1_664_525u + 1_013_904_223u;
            int noise = (int)(state >> 20) - 2048;
            int tone = genre == "rattle" ? 4 * noise : i % period < period / 2 ? 8192 : -8192;
            samples[i] = (tone + noise) / 32768f;
        }
        return new AudioClip(samples, SampleRate);
    }
}
