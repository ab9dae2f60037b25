using Microsoft.ML.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>Spectrogram pictures as ML.NET images and back.</summary>
internal static class ImageColumn
{
    private const int BytesPerPixel = 4;

    /// <summary>A grey picture as an ML.NET image, 32 bits a pixel.</summary>
    public static MLImage FromPicture(SpectrogramImage picture)
    {
        var pixels = new byte[BytesPerPixel * picture.Pixels.Length];
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            pixels.AsSpan(BytesPerPixel * i, 3).Fill(picture.Pixels[i]);
            pixels[BytesPerPixel * i + 3] = byte.MaxValue;
        }
        return MLImage.CreateFromPixels(picture.Width, picture.Height, MLPixelFormat.Bgra32, pixels);
    }

    /// <summary>The green channel of an ML.NET image: a grey picture has the same value in all three.</summary>
    public static SpectrogramImage ToPicture(MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ReadOnlySpan<byte> pixels = image.Pixels;
        var grey = new byte[image.Width * image.Height];
        for (int i = 0; i < grey.Length; i++)
            grey[i] = pixels[BytesPerPixel * i + 1];
        return new SpectrogramImage(grey, image.Width, image.Height);
    }
}
