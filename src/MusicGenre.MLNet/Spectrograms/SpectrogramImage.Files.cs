using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Spectrograms;

// Reading and writing.
public sealed partial class SpectrogramImage
{
    /// <summary>Reads a picture from a file.</summary>
    /// <param name="path">
    /// A PNG of any kind (other formats that Skia reads, such as JPEG, work too). Colours are turned to grey by their luma
    /// (0.299 R + 0.587 G + 0.114 B, Rec. 601), which leaves a grey picture stored in colours exactly as it is; what is transparent lies
    /// on black; 16-bit values lose their lower half.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="SpectrogramImageException">
    /// The file is no picture, is damaged, or has more than <see cref="InputLimits.MaxPicturePixels"/>.
    /// </exception>
    public static SpectrogramImage Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (PathKinds.Of(path) is PathKind.Pipe or PathKind.Device)
            throw new SpectrogramImageException($"'{path}' is a pipe or a device, and no file. Name a file.");
        using FileStream stream = File.OpenRead(path);
        return Load(stream, $"'{path}'");
    }

    /// <summary>Reads a picture from a stream, from its present position to its end; the stream stays open.</summary>
    /// <param name="stream">A picture as in <see cref="Load(string)"/>.</param>
    /// <exception cref="SpectrogramImageException">It is no picture, is damaged, or has more than <see cref="InputLimits.MaxPicturePixels"/>.</exception>
    public static SpectrogramImage Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(stream, "the stream");
    }

    /// <summary>Reads a picture from memory.</summary>
    /// <param name="bytes">A picture file as in <see cref="Load(string)"/>.</param>
    /// <exception cref="SpectrogramImageException">It is no picture, is damaged, or has more than <see cref="InputLimits.MaxPicturePixels"/>.</exception>
    public static SpectrogramImage Load(ReadOnlySpan<byte> bytes) => Decode(bytes, "the given bytes");

    /// <summary>
    /// Writes an 8-bit grey PNG. It is written beside its place and then moved there, so a half-written file is never seen.
    /// </summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, ToPng());
    }

    /// <summary>The picture as the bytes of an 8-bit grey PNG.</summary>
    public byte[] ToPng() => PictureCodec.EncodeGrey(Pixels, Width, Height);

    /// <summary>Reads a picture from a stream whose first bytes were already taken from it.</summary>
    internal static SpectrogramImage Load(ReadOnlySpan<byte> start, Stream stream) => Load(stream, "the stream", start);

    private static SpectrogramImage Load(Stream stream, string name, ReadOnlySpan<byte> start = default)
    {
        using var copy = new MemoryStream();
        copy.Write(start);
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (copy.Length + count > MaxFileBytes)
                throw new SpectrogramImageException(
                    $"Could not read {name} as a picture: it is larger than {MaxFileBytes >> 20} MiB, which no spectrogram is.");
            copy.Write(buffer, 0, count);
        }
        return Decode(copy.GetBuffer().AsSpan(0, (int)copy.Length), name);
    }

    private static SpectrogramImage Decode(ReadOnlySpan<byte> bytes, string name)
    {
        (byte[] pixels, int width, int height, bool inColors) = PictureCodec.Decode(bytes, name, InputLimits.Current.MaxPicturePixels);
        return new SpectrogramImage(pixels, width, height) { HasColors = inColors };
    }
}
