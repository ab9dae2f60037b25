using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Training;
using SkiaSharp;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.TestSupport;

/// <summary>Real spectrograms from the shared folder as network inputs.</summary>
internal static class TestImages
{
    /// <summary>
    /// <paramref name="count"/> GTZAN pictures of several genres, the first <paramref name="frames"/> columns of each, 0…255 brought to
    /// −1…1: [count, 1, 128, frames].
    /// </summary>
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

    /// <summary>Pictures of the tone genres in turn, as a training feeds them: [count, 1, 128, frames].</summary>
    public static torch.Tensor Tones(int count, int frames)
    {
        using var scope = torch.NewDisposeScope();
        IEnumerable<torch.Tensor> pictures = Enumerable.Range(0, count).Select(i => Of(SpectrogramInput.FromImage(SpectrogramImage.FromClip(
            ToneGenres.Compose(ToneGenres.Names[i % ToneGenres.Names.Length], (frames + 1) * 512.0 / ToneGenres.SampleRate, 40 + i)).Crop(
                0, frames))));
        return torch.cat([.. pictures], 0).MoveToOuterDisposeScope();
    }

    /// <summary>A training's picture as a batch of one: [1, 1, mels, frames].</summary>
    public static torch.Tensor Of(SpectrogramInput input)
    {
        var values = new float[input.Mels * input.Frames];
        for (int mel = 0; mel < input.Mels; mel++)
            input.ReadRow(mel, 0, values.AsSpan(mel * input.Frames, input.Frames));
        return torch.tensor(values, [1, 1, input.Mels, input.Frames]);
    }

    /// <summary>EfficientAT's reference log-mel spectrogram: [1, 1, 128, 500].</summary>
    public static torch.Tensor EfficientAtReference() => torch.tensor(Floats("models/efficientat/ref.logmel.f32"), [1, 1, 128, 500]);

    /// <summary>A raw array of little-endian floats of the shared folder.</summary>
    public static float[] Floats(string path) => SharedData.ReadFloats(SharedData.Get(path));
}
