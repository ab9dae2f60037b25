using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Between the bytes of a picture file and grey pixels, by Skia.</summary>
internal static class PictureCodec
{
    private const int BytesPerPixel = 4;

    // Of pictures in colours that cannot be read row by row, as Skia reads no PNG: 64 MB of colours.
    private const int MostPixelsAtOnce = 1 << 24;

    /// <summary>Encodes [height × width] grey pixels as an 8-bit grey PNG.</summary>
    public static unsafe byte[] EncodeGrey(ReadOnlySpan<byte> pixels, int width, int height)
    {
        var info = new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        fixed (byte* first = pixels)
        {
            using var pixmap = new SKPixmap(info, (IntPtr)first, width);
            using SKData? data = pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Paeth, 2));
            return data?.ToArray() ?? throw new InvalidOperationException($"Skia could not encode a picture of {width} × {height} pixels.");
        }
    }

    /// <summary>Decodes any picture Skia knows to grey.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">How messages call it.</param>
    /// <param name="maxPixels">The most that are decoded.</param>
    /// <exception cref="SpectrogramImageException">It is no picture, is damaged, or is too large.</exception>
    public static unsafe (byte[] Pixels, int Width, int Height, bool InColors) Decode(ReadOnlySpan<byte> bytes, string name, int maxPixels)
    {
        if (bytes.IsEmpty)
            throw new SpectrogramImageException($"Could not read {name} as a picture: it is empty.");
        fixed (byte* first = bytes)
        {
            using SKData data = SKData.Create((IntPtr)first, bytes.Length);
            using SKCodec? codec = SKCodec.Create(data);
            if (codec is null)
                throw new SpectrogramImageException(
                    $"Could not read {name} as a picture: its content is no picture that can be decoded. A spectrogram is a PNG file.");
            (int width, int height) = (codec.Info.Width, codec.Info.Height);
            // Before any memory is taken: a header of a few bytes can claim any size.
            if ((long)width * height > maxPixels)
                throw new SpectrogramImageException(
                    $"Could not read {name} as a spectrogram: it claims {width} × {height} pixels, more than the "
                    + $"{maxPixels} allowed (InputLimits.{nameof(InputLimits.MaxPicturePixels)}).");
            if (codec.EncodedFormat == SKEncodedImageFormat.Png && RawBytes(bytes, width, height) > MostUnpacked(bytes.Length))
                throw CutOff(name);
            if (codec.Info.ColorType == SKColorType.Gray8 && codec.Info.AlphaType == SKAlphaType.Opaque)
                return (DecodeGrey(codec, width, height, name), width, height, false);
            byte[] pixels = DecodeColours(codec, width, height, name, out bool inColors);
            return (pixels, width, height, inColors);
        }
    }

    // Deflate makes at most 1,032 bytes of one (two bits for 258 bytes).
    private static long MostUnpacked(long fileBytes) => 1_032 * fileBytes;

    // The bytes of a PNG's rows, one for the filter in each, by the depth and the colours in its header; 0 for a damaged one.
    private static long RawBytes(ReadOnlySpan<byte> png, int width, int height)
    {
        const int Depth = 24, Colours = 25;
        if (png.Length <= Colours)
            return 0;
        int channels = png[Colours] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return height * (1 + (((long)width * channels * png[Depth]) + 7) / 8);
    }

    private static byte[] DecodeGrey(SKCodec codec, int width, int height, string name)
    {
        var pixels = new byte[width * height];
        Decode(codec, new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), pixels, name);
        return pixels;
    }

    // Row by row where Skia can, since a picture of four bytes a pixel may be large though its file is small.
    private static unsafe byte[] DecodeColours(SKCodec codec, int width, int height, string name, out bool inColors)
    {
        // No colour space is named, so Skia leaves the values of the file as they are.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pixels = new byte[width * height];
        if (codec.StartScanlineDecode(info) != SKCodecResult.Success || codec.ScanlineOrder != SKCodecScanlineOrder.TopDown)
        {
            RequireSmall(width, height, name);
            var colours = new byte[width * height * BytesPerPixel];
            Decode(codec, info, colours, name);
            inColors = ToGrey(colours, pixels) > 0;
            return pixels;
        }
        long coloured = 0;
        var row = new byte[width * BytesPerPixel];
        fixed (byte* first = row)
            for (int y = 0; y < height; y++)
            {
                if (codec.GetScanlines((IntPtr)first, 1, row.Length) != 1)
                    throw CutOff(name);
                coloured += ToGrey(row, pixels.AsSpan(y * width, width));
            }
        inColors = coloured > 0;
        return pixels;
    }

    /// <summary>Turns colours to grey.</summary>
    /// <returns>How many pixels were in a colour that is seen.</returns>
    private static long ToGrey(ReadOnlySpan<byte> colours, Span<byte> pixels)
    {
        // What is less comes from rounding and from packing.
        const int Seen = 24;
        long coloured = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            ReadOnlySpan<byte> rgba = colours.Slice(BytesPerPixel * i, BytesPerPixel);
            int luma = (299 * rgba[0] + 587 * rgba[1] + 114 * rgba[2] + 500) / 1000;
            pixels[i] = (byte)((luma * rgba[3] + 127) / 255);
            int most = Math.Max(rgba[0], Math.Max(rgba[1], rgba[2])), least = Math.Min(rgba[0], Math.Min(rgba[1], rgba[2]));
            coloured += most - least > Seen && rgba[3] > 0 ? 1 : 0;
        }
        return coloured;
    }

    private static void RequireSmall(int width, int height, string name)
    {
        if ((long)width * height > MostPixelsAtOnce)
            throw new SpectrogramImageException(
                $"Could not read {name} as a spectrogram: it is a picture in colours, and its {width} × {height} pixels are more than the "
                + $"{MostPixelsAtOnce} that are read of such a picture. Save it in grey.");
    }

    private static unsafe void Decode(SKCodec codec, SKImageInfo info, byte[] to, string name)
    {
        fixed (byte* first = to)
        {
            SKCodecResult result = codec.GetPixels(info, (IntPtr)first);
            if (result == SKCodecResult.Success)
                return;
            throw result == SKCodecResult.IncompleteInput ? CutOff(name) : new SpectrogramImageException(
                $"Could not read {name} as a picture: the picture is damaged ({result}). Make or copy the file again.");
        }
    }

    private static SpectrogramImageException CutOff(string name) => new(
        $"Could not read {name} as a picture: the file ends before the picture does; it was probably cut off. Make or copy the file again.");
}
