using DemoMusic;

namespace MusicGenre.MLNet.Cli.Tests.TestSupport;

/// <summary>A little demo music of three styles that are easily told apart.</summary>
internal static class ThreeGenres
{
    public static readonly string[] Names = ["ambient", "metal", "techno"];

    /// <summary>Writes WAV files, <c>GENRE/GENRE-001.wav</c> and so on.</summary>
    /// <returns>The folder.</returns>
    public static string Write(string folder, int tracks = 6, double seconds = 4)
    {
        var library = new DemoMusicLibrary(new DemoMusicOptions { TracksPerStyle = tracks, Seconds = seconds });
        foreach (string name in Names)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (int number = 1; number <= tracks; number++)
                library.Compose(DemoMusicLibrary.Styles.Single(style => style.Name == name), number)
                    .SaveWav(Path.Combine(folder, name, $"{name}-{number:000}.wav"));
        }
        return folder;
    }
}
