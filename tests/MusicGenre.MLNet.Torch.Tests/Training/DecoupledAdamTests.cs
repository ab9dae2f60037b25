using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class DecoupledAdamTests : TorchTest
{
    [Test]
    public void Steps_are_those_of_the_formula_and_of_TorchSharps_own()
    {
        using SpectrogramNetwork mine = ToyData.Network();
        using SpectrogramNetwork reference = ToyData.Network();
        ParameterGroups groups = ParameterGroups.Of(mine, ToyData.Fast with { WeightDecay = 0.1 });
        ParameterGroups referenceGroups = ParameterGroups.Of(reference, ToyData.Fast with { WeightDecay = 0.1 });
        using var optimizer = new DecoupledAdam(groups, 0.01);
        using AdamW own = optim.AdamW(referenceGroups.All
            .Select(g => new AdamW.ParamGroup(g.Parameters, 0.01, weight_decay: g.WeightDecay)), 0.01);
        for (int step = 0; step < 5; step++)
        {
            GiveGradients(mine, step);
            GiveGradients(reference, step);
            optimizer.Step();
            own.step();
        }
        Assert.That(mine.AllWeights(), Is.EqualTo(reference.AllWeights()).Within(1e-5f));
    }

    [Test]
    public void Saved_and_loaded_it_goes_on_bit_for_bit()
    {
        using SpectrogramNetwork whole = ToyData.Network();
        using SpectrogramNetwork resumed = ToyData.Network();
        using var optimizer = new DecoupledAdam(ParameterGroups.Of(whole, ToyData.Fast), 0.01);
        using var second = new DecoupledAdam(ParameterGroups.Of(resumed, ToyData.Fast), 0.01);
        GiveGradients(whole, 1);
        optimizer.Step();
        second.Load(optimizer.Save());
        TensorArchive.Capture(whole).Restore(resumed);
        GiveGradients(whole, 2);
        GiveGradients(resumed, 2);
        optimizer.Step();
        second.Step();
        Assert.That(resumed.AllWeights(), Is.EqualTo(whole.AllWeights()));
    }

    private static void GiveGradients(SpectrogramNetwork network, int seed)
    {
        var generator = new Random(seed);
        foreach (Parameter parameter in network.parameters())
            parameter.grad = tensor(Enumerable.Range(0, (int)parameter.numel()).Select(_ => generator.NextSingle() - 0.5f).ToArray(),
                parameter.shape);
    }
}
