using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Between the bytes of a picture file and grey pixels, by Skia.</summary>
internal static class PictureCodec
{
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
    public static unsafe (byte[] Pixels, int Width, int Height) Decode(ReadOnlySpan<byte> bytes, string name, int maxPixels)
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
                    + $"{maxPixels} allowed.");
            byte[] pixels = codec.Info.ColorType == SKColorType.Gray8 && codec.Info.AlphaType == SKAlphaType.Opaque
                ? DecodeGrey(codec, width, height, name)
                : DecodeColours(codec, width, height, name);
            return (pixels, width, height);
        }
    }

    private static byte[] DecodeGrey(SKCodec codec, int width, int height, string name)
    {
        var pixels = new byte[width * height];
        Decode(codec, new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), pixels, name);
        return pixels;
    }

    private static byte[] DecodeColours(SKCodec codec, int width, int height, string name)
    {
        // No colour space is named, so Skia leaves the values of the file as they are.
        var colours = new byte[width * height * 4L];
        Decode(codec, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), colours, name);
        var pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            ReadOnlySpan<byte> rgba = colours.AsSpan(4 * i, 4);
            int luma = (299 * rgba[0] + 587 * rgba[1] + 114 * rgba[2] + 500) / 1000;
            pixels[i] = (byte)((luma * rgba[3] + 127) / 255);
        }
        return pixels;
    }

    private static unsafe void Decode(SKCodec codec, SKImageInfo info, byte[] to, string name)
    {
        fixed (byte* first = to)
        {
            SKCodecResult result = codec.GetPixels(info, (IntPtr)first);
            if (result == SKCodecResult.Success)
                return;
            string what = result == SKCodecResult.IncompleteInput
                ? "the file ends before the picture does; it was probably cut off"
                : $"the picture is damaged ({result})";
            throw new SpectrogramImageException($"Could not read {name} as a picture: {what}. Make or copy the file again.");
        }
    }
}
