using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Tests.Backbones;

/// <summary>The catalogue's networks give the vectors that their authors' code gave for the same input.</summary>
[Category(SharedData.Category)]
public class ReferenceVectorTests
{
    private const double Tolerance = 1e-4;

    [TestCase("embedding", 384)]
    [TestCase("logits", 527)]
    public void EfficientAt_log_mel_of_five_seconds_gives_the_reference(string output, int size)
    {
        using var backbone = (OnnxBackbone)PretrainedNetworks.Open("efficientat");
        float[] mel = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.logmel.f32"));
        float[] expected = SharedData.ReadFloats(SharedData.Get("models", "efficientat", $"ref.{output}.f32"));

        float[] actual = backbone.Run(mel, [1, 1, 128, 500], output);

        Assert.That(expected, Has.Length.EqualTo(size));
        Assert.That(actual, Is.EqualTo(expected).Within(Tolerance));
    }

    [Test]
    public void EfficientAt_five_seconds_of_sound_gives_the_reference_embedding()
    {
        using var backbone = (OnnxBackbone)PretrainedNetworks.Open("efficientat");
        float[] samples = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.pcm32k.f32"));
        float[] expected = SharedData.ReadFloats(SharedData.Get("models", "efficientat", "ref.embedding.f32"));

        // From sound, the front end's own tolerance (1e-3 of the log-mel) adds to the network's.
        Assert.That(backbone.EmbedWindow(samples), Is.EqualTo(expected).Within(2e-3));
    }

    [Test]
    public void Musicnn_two_patches_give_the_reference_tags()
        => AssertReference("musicnn", "musicnn", "MSD_musicnn", [2, 187, 96], 50);

    [Test]
    public void Yamnet_two_patches_give_the_reference_scores()
        => AssertReference("yamnet", "yamnet", "yamnet_float", [2, 96, 64], 521);

    [Test]
    public void MobileNet_V2_two_pictures_give_the_reference_scores()
        => AssertReference("mobilenetv2-imagenet", "mobilenet_v2_imagenet", "mobilenet_v2_float", [2, 3, 224, 224], 1001);

    [TestCase("musicnn", 753)]
    [TestCase("yamnet", 1024)]
    [TestCase("mobilenetv2-imagenet", 1280)]
    [TestCase("efficientat", 384)]
    public void Embed_window_one_window_of_noise_has_the_described_size(string name, int size)
    {
        using var backbone = (OnnxBackbone)PretrainedNetworks.Open(name);
        var random = new Random(3);
        float[] window = [.. Enumerable.Range(0, backbone.Description.WindowSamples).Select(_ => random.NextSingle() - 0.5f)];

        float[] embedding = backbone.EmbedWindow(window);

        Assert.That(embedding, Has.Length.EqualTo(size).And.All.Matches<float>(float.IsFinite));
    }

    private static void AssertReference(string name, string folder, string file, long[] shape, int classes)
    {
        using var backbone = (OnnxBackbone)PretrainedNetworks.Open(name);
        float[] input = SharedData.ReadFloats(SharedData.Get("models", folder, $"{file}.x.f32"));
        float[] expected = SharedData.ReadFloats(SharedData.Get("models", folder, $"{file}.y.f32"));
        shape[0] = expected.Length / classes;

        float[] actual = backbone.Run(input, shape, backbone.OutputNames[0]);

        Assert.That(actual, Is.EqualTo(expected).Within(Tolerance));
    }
}
