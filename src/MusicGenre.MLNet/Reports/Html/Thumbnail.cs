using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Reports.Html;

/// <summary>Small spectrograms of tracks as data addresses.</summary>
internal static class Thumbnail
{
    private const int Width = 360, Height = 96, Seconds = 30, Quality = 85;

    /// <summary>One for each file, on all cores; <see langword="null"/> where a file is unknown or cannot be read.</summary>
    public static string?[] Of(IReadOnlyList<string?> files, CancellationToken cancellationToken)
    {
        var pictures = new string?[files.Count];
        AllCores.Run(
            files.Count, Environment.ProcessorCount, cancellationToken,
            i => pictures[i] = files[i] is { } file ? Of(file, cancellationToken) : null);
        return pictures;
    }

    private static string? Of(string file, CancellationToken cancellationToken)
    {
        try
        {
            return "data:image/jpeg;base64," + Convert.ToBase64String(Draw(Read(file, cancellationToken).Resize(Width, Height)));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            // It could be read when it was measured, but a report may be made later, or elsewhere; the page says that there is no picture.
            return null;
        }
    }

    private static SpectrogramImage Read(string file, CancellationToken cancellationToken)
    {
        if (TrackContent.PictureIn(file) is { } picture)
            return picture;
        using AudioStream stream = AudioStream.Open(file, MelOptions.Librosa.SampleRate, cancellationToken);
        return SpectrogramImage.FromClip(stream.ReadClip(Seconds * stream.SampleRate));
    }

    private static byte[] Draw(SpectrogramImage image)
    {
        ColorMaps colors = ColorMaps.Get(FigureColorMap.Magma);
        return FigureCanvas.ToJpeg([.. image.Pixels.Select(pixel => colors.At(pixel / 255.0))], image.Width, image.Height, Quality);
    }
}
