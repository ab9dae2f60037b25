using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Decides whether a file or stream holds a spectrogram picture or sound. Its first bytes decide, whatever its name is.</summary>
internal static class TrackContent
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Loads the picture in a file; <see langword="null"/> if it holds none, and so sound.</summary>
    /// <exception cref="AudioFormatException">It is a picture and <paramref name="refusesPictures"/> is set.</exception>
    public static SpectrogramImage? PictureIn(string path, bool refusesPictures = false)
    {
        using (FileStream stream = File.OpenRead(path))
            if (!IsPng(Start(stream)))
                return null;
        if (refusesPictures)
            throw Refused(path);
        return SpectrogramImage.Load(path);
    }

    /// <summary>Loads the picture in a stream.</summary>
    /// <returns>
    /// The picture; or <see langword="null"/> and what was taken from the beginning of a stream of sound that cannot seek.
    /// </returns>
    /// <exception cref="AudioFormatException">It is a picture and <paramref name="refusesPictures"/> is set.</exception>
    public static (SpectrogramImage? Picture, ReadOnlyMemory<byte> Taken) PictureIn(Stream stream, bool refusesPictures = false)
    {
        byte[] start = Start(stream), taken = start;
        if (stream.CanSeek)
        {
            stream.Seek(-start.Length, SeekOrigin.Current);
            taken = [];
        }
        if (!IsPng(start))
            return (null, taken);
        return refusesPictures ? throw Refused(null) : (SpectrogramImage.Load(taken, stream), taken);
    }

    private static AudioFormatException Refused(string? path)
        => new("it is a PNG picture, and only sound is accepted here. Give an audio file, or allow pictures.", path);

    private static byte[] Start(Stream stream)
    {
        var start = new byte[PngSignature.Length];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static bool IsPng(byte[] start) => PngSignature.SequenceEqual(start);
}
