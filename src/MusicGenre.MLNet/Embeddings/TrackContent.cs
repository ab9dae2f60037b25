using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Decides whether a file or stream holds a spectrogram picture or sound. Its first bytes decide, whatever its name is.</summary>
internal static class TrackContent
{
    /// <summary>Loads the picture in a file; <see langword="null"/> if it holds none, and so sound.</summary>
    public static SpectrogramImage? PictureIn(string path) => PngSignature.IsAt(path) ? SpectrogramImage.Load(path) : null;

    /// <summary>Loads the picture in a stream.</summary>
    /// <returns>The picture; or <see langword="null"/> and what was taken from the beginning of a stream of sound that cannot seek.</returns>
    public static (SpectrogramImage? Picture, ReadOnlyMemory<byte> Taken) PictureIn(Stream stream)
    {
        (bool isPng, ReadOnlyMemory<byte> taken) = PngSignature.Peek(stream);
        return (isPng ? SpectrogramImage.Load(taken.Span, stream) : null, taken);
    }
}
