using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MlNetPipeline;

/// <summary>Spectrogram PNGs of songs, for pipelines that take pictures.</summary>
internal static class SpectrogramPictures
{
    /// <summary>Draws what is no picture already, and tells each song where its picture lies.</summary>
    /// <param name="songs">The songs; their <see cref="Song.Picture"/> is set.</param>
    /// <param name="folder">Where pictures are drawn.</param>
    /// <returns>The folder that the songs' paths start from.</returns>
    public static string Of(IReadOnlyList<Song> songs, string folder)
    {
        if (songs.All(song => Path.GetExtension(song.AudioPath) == ".png"))
        {
            foreach (Song song in songs)
                song.Picture = song.AudioPath;
            return "";
        }

        Parallel.ForEach(songs, song =>
        {
            song.Picture = Path.Combine(song.Label, Path.GetFileNameWithoutExtension(song.AudioPath) + ".png");
            string path = Path.Combine(folder, song.Picture);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
                SpectrogramImage.FromClip(AudioClip.FromFile(song.AudioPath)).Save(path);
        });
        return folder;
    }
}
