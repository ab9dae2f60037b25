using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.WebDemo.Tests;

/// <summary>Songs that were never music.</summary>
internal static class Songs
{
    /// <summary>Gets a WAV file of a few seconds.</summary>
    public static byte[] Wav(int seconds = 3) => Bytes(ToneGenres.Compose("low", seconds, 1));

    /// <summary>Gets a WAV file of silence.</summary>
    public static byte[] Silence() => Bytes(new AudioClip(new float[66_150], 22_050));

    private static byte[] Bytes(AudioClip clip)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("song.wav");
        clip.SaveWav(path);
        return File.ReadAllBytes(path);
    }
}
