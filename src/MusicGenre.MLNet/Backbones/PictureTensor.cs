using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>Turns a grey picture into the RGB tensor of an image network.</summary>
internal static class PictureTensor
{
    /// <summary>Values [3 × height × width], (pixel − mean) · scale, the same in the three channels.</summary>
    public static float[] FromGrey(SpectrogramImage picture, float mean, float scale)
    {
        byte[] pixels = picture.Pixels;
        var tensor = new float[3 * pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
            tensor[i] = (pixels[i] - mean) * scale;
        tensor.AsSpan(0, pixels.Length).CopyTo(tensor.AsSpan(pixels.Length));
        tensor.AsSpan(0, pixels.Length).CopyTo(tensor.AsSpan(2 * pixels.Length));
        return tensor;
    }
}
