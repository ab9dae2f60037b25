using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Decides whether a file or stream holds a spectrogram picture or sound. Its first bytes decide, whatever its name is.</summary>
internal static class TrackContent
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Loads the picture in a file; <see langword="null"/> if it holds none, and so sound.</summary>
    /// <exception cref="AudioFormatException">It is a picture, and none is taken.</exception>
    /// <exception cref="SpectrogramImageException">It is a picture that is no spectrogram.</exception>
    public static SpectrogramImage? PictureIn(string path, PictureRule rule = PictureRule.All)
    {
        using (FileStream stream = File.OpenRead(path))
            if (!IsPng(Start(stream)))
                return null;
        Refuse(rule, path);
        return Checked(SpectrogramImage.Load(path), rule, $"'{path}'");
    }

    /// <summary>Loads the picture in a stream.</summary>
    /// <returns>
    /// The picture; or <see langword="null"/> and what was taken from the beginning of a stream of sound that cannot seek.
    /// </returns>
    /// <inheritdoc cref="PictureIn(string, PictureRule)" path="/exception"/>
    public static (SpectrogramImage? Picture, ReadOnlyMemory<byte> Taken) PictureIn(Stream stream, PictureRule rule = PictureRule.All)
    {
        byte[] start = Start(stream), taken = start;
        if (stream.CanSeek)
        {
            stream.Seek(-start.Length, SeekOrigin.Current);
            taken = [];
        }
        if (!IsPng(start))
            return (null, taken);
        Refuse(rule, null);
        return (Checked(SpectrogramImage.Load(taken, stream), rule, "The picture"), taken);
    }

    private static void Refuse(PictureRule rule, string? path)
    {
        if (rule == PictureRule.NoneAllowed)
            throw new AudioFormatException(
                "it is a PNG picture, and only sound is accepted here. Give an audio file, or allow pictures.", path);
        if (rule == PictureRule.NoneLearned)
            throw new AudioFormatException(
                "it is a PNG picture, and this classifier learned from sound, so a cover is not taken for music. Give an audio file; if it "
                + "is a spectrogram, set PredictOptions.AllowPictures = true.", path);
    }

    private static SpectrogramImage Checked(SpectrogramImage picture, PictureRule rule, string name)
    {
        const int MostRows = 2049;
        if (rule == PictureRule.All || (!picture.HasColors && picture.Height <= MostRows))
            return picture;
        throw new SpectrogramImageException(
            $"{name} does not look like a spectrogram: it {(picture.HasColors ? "is in colours" : $"has {picture.Height} rows")}. A "
            + "spectrogram is grey, with a row for each mel band; one drawn with a colour map or a frame shows something else to a "
            + "classifier that learned from sound.");
    }

    private static byte[] Start(Stream stream)
    {
        var start = new byte[PngSignature.Length];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static bool IsPng(byte[] start) => PngSignature.SequenceEqual(start);
}
