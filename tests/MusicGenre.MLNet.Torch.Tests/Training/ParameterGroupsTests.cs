using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp.Modules;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class ParameterGroupsTests : TorchTest
{
    [Test]
    public void Biases_and_normalisation_weights_are_not_decayed_and_nothing_is_left_out()
    {
        using SpectrogramNetwork network = ToyData.Network();
        ParameterGroups groups = ParameterGroups.Of(network, ToyData.Fast with { WeightDecay = 0.3 });
        Assert.That(groups.Parameters.Select(p => p.Handle), Is.EquivalentTo(network.parameters().Select(p => p.Handle)));
        HashSet<IntPtr> small =
        [
            .. network.modules().OfType<BatchNorm2d>().SelectMany(norm => new[] { norm.weight!.Handle, norm.bias!.Handle }),
            .. network.modules().OfType<Linear>().Select(linear => linear.bias!.Handle),
        ];
        Assert.That(small, Has.Count.GreaterThan(4));
        foreach (ParameterGroups.Group group in groups.All)
        {
            foreach (Parameter parameter in group.Parameters)
                Assert.That(group.WeightDecay, Is.EqualTo(small.Contains(parameter.Handle) ? 0 : 0.3),
                    $"{group.Stage} {string.Join('x', parameter.shape)}");
        }
    }

    [Test]
    public void Rates_fall_from_the_head_to_the_input()
    {
        using SpectrogramNetwork network = ToyData.Network();
        ParameterGroups groups = ParameterGroups.Of(network, ToyData.Fast with { LayerRateDecay = 0.5 });
        string[] order = [.. network.Stages.Select(stage => stage.Name), "head"];
        foreach (ParameterGroups.Group group in groups.All)
            Assert.That(group.RateFactor, Is.EqualTo(Math.Pow(0.5, order.Length - 1 - Array.IndexOf(order, group.Stage))));
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(99)]
    public void Frozen_stages_neither_learn_nor_move_their_statistics(int depth)
    {
        using SpectrogramNetwork network = ToyData.Network();
        ParameterGroups groups = ParameterGroups.Of(network, ToyData.Fast with { FreezeDepth = depth });
        groups.EnterTrainingMode();
        for (int i = 0; i < network.Stages.Count; i++)
        {
            Assert.That(network.Stages[i].Layer.parameters().Select(p => p.requires_grad), Is.All.EqualTo(i >= depth));
            Assert.That(network.Stages[i].Layer.modules().Select(module => module.training), Is.All.EqualTo(i >= depth));
        }

        Assert.That(network.Head.parameters().Select(p => p.requires_grad), Is.All.True);
        Assert.That(network.Head.training, Is.True);
    }
}
