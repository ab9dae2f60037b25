using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training;

/// <summary>What a data set's spectrogram pictures are like, by a sample of them.</summary>
/// <param name="Any">Whether there are pictures.</param>
/// <param name="Sampled">How many were looked at.</param>
/// <param name="InColors">How many of these are in colours.</param>
/// <param name="Framed">How many of those have a frame.</param>
internal sealed record PictureKinds(bool Any, int Sampled, int InColors, int Framed)
{
    private const int MostSampled = 16;

    /// <summary>Gets what a user should know; <see langword="null"/> if nothing is strange.</summary>
    public string? Warning => InColors == 0 ? null
        : $"{InColors} of {Sampled} pictures that were looked at are in colours{(Framed > 0 ? " and have a frame" : "")}, as they are drawn "
        + "for people. They are turned to grey, and the frame is learned from too, so this classifier suits pictures that were drawn in "
        + "the same way, and neither sound nor grey spectrograms. Better make spectrograms of the sound itself.";

    /// <summary>Looks at some pictures of a data set, spread over it.</summary>
    public static PictureKinds Of(GenreDataset dataset)
    {
        GenreTrack[] pictures = [.. dataset.Tracks.Where(track => track.Kind == TrackKind.Spectrogram && !track.IsCopy)];
        int count = Math.Min(MostSampled, pictures.Length);
        SpectrogramImage[] sample =
        [
            .. Enumerable.Range(0, count).Select(i => pictures[(int)((long)i * pictures.Length / count)].Path).Where(File.Exists)
                .Select(SpectrogramImage.Load),
        ];
        SpectrogramImage[] colored = [.. sample.Where(picture => picture.HasColors)];
        return new PictureKinds(
            dataset.Tracks.Any(track => track.Kind == TrackKind.Spectrogram), sample.Length, colored.Length, colored.Count(IsFramed));
    }

    // The outermost rows and columns are of one shade.
    private static bool IsFramed(SpectrogramImage picture)
    {
        byte shade = picture[0, 0];
        ReadOnlySpan<byte> pixels = picture.Pixels;
        if (pixels[..picture.Width].ContainsAnyExcept(shade) || pixels[^picture.Width..].ContainsAnyExcept(shade))
            return false;
        for (int row = 0; row < picture.Height; row++)
            if (picture[row, 0] != shade || picture[row, picture.Width - 1] != shade)
                return false;
        return true;
    }
}
