using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Backbones;

public class MelStatisticsBackboneTests
{
    private const int Bands = 128;

    [Test]
    public void Embed_picture_one_band_rises_has_the_statistics_by_hand()
    {
        // The lowest band holds the pixels 0, 51, 102, 153, 204, that is −80, −64, −48, −32, −16 dB; all others are at the floor.
        var pixels = new byte[Bands * 5];
        new byte[] { 0, 51, 102, 153, 204 }.CopyTo(pixels, (Bands - 1) * 5);
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");

        float[] e = backbone.EmbedPicture(new SpectrogramImage(pixels, 5, Bands));

        float[] lowest = [.. Enumerable.Range(0, 7).Select(s => e[s * Bands])];
        float[] second = [.. Enumerable.Range(0, 7).Select(s => e[s * Bands + 1])];
        Assert.That(lowest, Is.EqualTo(new[] { -48, MathF.Sqrt(512), -80, -48, -16, 16, 0 }).Within(1e-4f));
        Assert.That(second, Is.EqualTo(new[] { -80f, 0, -80, -80, -80, 0, 0 }).Within(1e-4f));
    }

    [Test]
    public void Embed_picture_of_a_clip_equals_the_clip()
    {
        AudioClip clip = ToneGenres.Compose("low", 3, 5);
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");
        using var folder = new TemporaryFolder();
        SpectrogramImage.FromClip(Repeat(clip, backbone.Description.WindowSamples)).Save(folder.Combine("clip.png"));

        float[] fromSound = backbone.EmbedWindow(clip.Samples.Span);
        float[] fromPicture = backbone.EmbedPicture(SpectrogramImage.Load(folder.Combine("clip.png")));

        Assert.That(fromPicture, Is.EqualTo(fromSound));
    }

    [Test]
    public void Embed_picture_any_height_and_width_has_the_same_size([Values(1, 64, 257)] int height, [Values(1, 2, 4000)] int width)
    {
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");

        float[] e = backbone.EmbedPicture(new SpectrogramImage(new byte[height * width], width, height));

        Assert.That(e, Has.Length.EqualTo(896).And.All.Matches<float>(float.IsFinite));
    }

    private static AudioClip Repeat(AudioClip clip, int length)
    {
        var samples = new float[length];
        for (int i = 0; i < length; i++)
            samples[i] = clip.Samples.Span[i % clip.Samples.Length];
        return new AudioClip(samples, clip.SampleRate);
    }
}
