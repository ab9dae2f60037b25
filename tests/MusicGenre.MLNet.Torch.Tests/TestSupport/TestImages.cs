using MusicGenre.MLNet.Tests.TestSupport;
using SkiaSharp;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.TestSupport;

/// <summary>Real spectrograms from the shared folder as network inputs.</summary>
internal static class TestImages
{
    /// <summary>The first <paramref name="count"/> GTZAN pictures, the first <paramref name="frames"/> columns of each, 0…255 brought to −1…1: [count, 1, 128, frames].</summary>
    public static torch.Tensor Gtzan(int count, int frames)
    {
        string[] files = [.. Directory.EnumerateFiles(SharedData.Get("data/gtzan-spectrograms"), "*.png", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Where((_, i) => i % 97 == 0).Take(count)];
        Assert.That(files, Has.Length.EqualTo(count));
        var values = new float[count * 128 * frames];
        for (int n = 0; n < count; n++)
        {
            using SKBitmap picture = SKBitmap.Decode(files[n]);
            for (int y = 0; y < 128; y++)
            {
                for (int x = 0; x < frames; x++)
                    values[(((n * 128) + y) * frames) + x] = (picture.GetPixel(x, y).Red / 127.5f) - 1;
            }
        }

        return torch.tensor(values, [count, 1, 128, frames]);
    }

    /// <summary>EfficientAT's reference log-mel spectrogram: [1, 1, 128, 500].</summary>
    public static torch.Tensor EfficientAtReference() => torch.tensor(Floats("models/efficientat/ref.logmel.f32"), [1, 1, 128, 500]);

    /// <summary>A raw array of little-endian floats of the shared folder.</summary>
    public static float[] Floats(string path) => SharedData.ReadFloats(SharedData.Get(path));
}
