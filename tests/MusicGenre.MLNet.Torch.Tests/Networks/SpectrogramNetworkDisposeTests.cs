using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Tests.Training;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Networks;

public sealed class SpectrogramNetworkDisposeTests : TorchTest
{
    private static IEnumerable<TestCaseData> Uses()
    {
        IReadOnlyList<TrainingExample> examples = ToyData.Examples(1, 1);
        yield return Use("forward", n => n.forward(Images()));
        yield return Use("call", n => n.call(Images()));
        yield return Use("Embed", n => n.Embed(Images()));
        yield return Use("train", n => n.train());
        yield return Use("eval", n => n.eval());
        yield return Use("Predict", n => NetworkPredictor.Predict(n, [examples[0].Input]));
        yield return Use("Evaluate", n => NetworkPredictor.Evaluate(n, examples));

        static TestCaseData Use(string name, Action<SpectrogramNetwork> use) => new TestCaseData(use).SetArgDisplayNames(name);

        static torch.Tensor Images() => Noise(1, 2, 1, ToyData.Mels, ToyData.Frames);
    }

    [TestCaseSource(nameof(Uses))]
    public void A_disposed_network_refuses(Action<SpectrogramNetwork> use)
    {
        SpectrogramNetwork network = ToyData.Network();
        use(network);

        network.Dispose();
        network.Dispose();

        Assert.That(
            () => use(network), Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").EqualTo(network.GetType().FullName));
        Assert.That(network.Genres, Is.EqualTo(ToyData.Genres));
    }

    [Test]
    public void A_network_disposed_while_it_computes_finishes_and_is_freed_then()
    {
        SpectrogramNetwork network = ToyData.Network();
        network.eval();
        torch.Tensor images = Noise(1, 2, 1, ToyData.Mels, ToyData.Frames), expected = network.call(images);
        TorchSharp.Modules.Parameter weight = network.parameters().First();
        // The first stage has run, the others have not.
        network.Stages[0].Layer.register_forward_hook((_, _, output) =>
        {
            network.Dispose();
            return output;
        });

        Assert.That(network.call(images).allclose(expected), Is.True);
        Assert.That(weight.IsInvalid, Is.True, "freed");
    }
}
