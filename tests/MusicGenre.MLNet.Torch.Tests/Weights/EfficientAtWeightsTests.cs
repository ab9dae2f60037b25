using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Weights;

namespace MusicGenre.MLNet.Torch.Tests.Weights;

[Category(SharedData.Category)]
public sealed class EfficientAtWeightsTests : TorchTest
{
    private const string StateDict = "models/efficientat/mn04_as_mAP_432.pt";

    [Test]
    public void Outputs_equal_the_reference()
    {
        using SpectrogramNetwork network = NetworkArchitecture.EfficientAtMn04.Create(EfficientAtWeights.AudioSetTags);
        EfficientAtWeights.Load(network, SharedData.Get(StateDict));
        network.eval();
        var input = TestImages.EfficientAtReference();

        Assert.That(network.EmbeddingSize, Is.EqualTo(384));
        Assert.That(network.Embed(input).data<float>().ToArray(),
            Is.EqualTo(TestImages.Floats("models/efficientat/ref.embedding.f32")).Within(1e-4));
        Assert.That(network.call(input).data<float>().ToArray(),
            Is.EqualTo(TestImages.Floats("models/efficientat/ref.logits.f32")).Within(1e-4));
    }

    [Test]
    public void Other_genres_get_all_but_the_last_layer()
    {
        using SpectrogramNetwork network = NetworkArchitecture.EfficientAtMn04.Create(9);
        EfficientAtWeights.Load(network, SharedData.Get(StateDict));
        network.eval();
        var input = TestImages.EfficientAtReference();

        Assert.That(network.Embed(input).data<float>().ToArray(),
            Is.EqualTo(TestImages.Floats("models/efficientat/ref.embedding.f32")).Within(1e-4));
        Assert.That(network.call(input).shape, Is.EqualTo(new long[] { 1, 9 }));
        float[] hidden = [.. network.get_parameter("head.0.linear.weight")!.data<float>()];
        Assert.That(hidden, Is.EqualTo(PyTorchStateDict.Read(SharedData.Get(StateDict))["classifier.2.weight"].Values.ToArray()));
    }

    [Test]
    public void Another_network_is_refused()
    {
        using SpectrogramNetwork network = NetworkArchitecture.MobileNet.Create(9);
        Assert.That(() => EfficientAtWeights.Load(network, SharedData.Get(StateDict)),
            Throws.ArgumentException.With.Message.Contains("mobilenet"));
    }
}
