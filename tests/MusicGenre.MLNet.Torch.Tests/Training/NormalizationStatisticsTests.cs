using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class NormalizationStatisticsTests : TorchTest
{
    [Test]
    public void Statistics_are_the_average_over_the_batches_and_nothing_else_changes()
    {
        using SpectrogramNetwork network = ToyData.Network();
        float[] learned = [.. network.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
        TrainingBatch[] batches = Batches();
        BatchNorm first = network.modules().OfType<BatchNorm>().First();
        Convolution convolution = network.modules().OfType<Convolution>().First();
        using var standardize = new StandardizeLayer();
        float[] expected = new float[first.running_mean!.shape[0]];
        foreach (TrainingBatch batch in batches)
        {
            using var noGrad = no_grad();
            Tensor features = convolution.call(standardize.call(batch.ToTensor()));
            float[] means = features.mean([0, 2, 3]).data<float>().ToArray();
            for (int i = 0; i < means.Length; i++)
                expected[i] += means[i] / batches.Length;
        }

        first.running_mean!.fill_(99);
        NormalizationStatistics.Recompute(
            network, [.. network.modules().OfType<BatchNorm>()], batches, CancellationToken.None);
        Assert.That(first.running_mean!.data<float>().ToArray(), Is.EqualTo(expected).Within(1e-5));
        Assert.That(network.parameters().SelectMany(parameter => parameter.data<float>().ToArray()), Is.EqualTo(learned));
        Assert.That(network.modules().OfType<BatchNorm>().Select(layer => layer.momentum), Is.All.EqualTo(0.1));
        Assert.That(network.modules().Select(module => module.training), Is.All.False);
    }

    [Test]
    public void Layers_not_named_keep_their_statistics()
    {
        using SpectrogramNetwork network = ToyData.Network();
        BatchNorm[] layers = [.. network.modules().OfType<BatchNorm>()];
        float[] kept = layers[0].running_mean!.data<float>().ToArray();
        NormalizationStatistics.Recompute(network, layers[1..], Batches(), CancellationToken.None);
        Assert.That(layers[0].running_mean!.data<float>().ToArray(), Is.EqualTo(kept));
        Assert.That(layers[1].running_mean!.data<float>().ToArray(), Has.Some.Not.EqualTo(0f));
    }

    private static TrainingBatch[] Batches()
    {
        IReadOnlyList<TrainingExample> examples = ToyData.Examples(4, 1);
        var maker = new BatchMaker(examples, ToyData.Genres, ToyData.Fast);
        return [.. BatchPlan.Of(examples.Count, 6, 1, 1).Select((indices, i) => maker.Make(1, i, indices))];
    }
}
