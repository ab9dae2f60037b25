using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Weights;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Weights;

public sealed class StateDictLoaderTests : TorchTest
{
    [Test]
    public void A_networks_own_state_makes_another_one_equal()
    {
        using SpectrogramNetwork source = NetworkArchitecture.MobileNet.Create(4, new NetworkOptions { Seed = 1 });
        using SpectrogramNetwork target = NetworkArchitecture.MobileNet.Create(4, new NetworkOptions { Seed = 2 });
        source.call(Noise(1, 3, 1, 64, 64)); // running statistics move away from their first values
        torch.Tensor images = Noise(2, 2, 1, 64, 64);
        source.eval();
        target.eval();
        Assert.That(target.call(images).allclose(source.call(images)), Is.False);

        StateDictLoader.Load(target, State(source));

        Assert.That(target.call(images).equal(source.call(images)).all().ToBoolean(), Is.True);
    }

    [Test]
    public void All_that_is_missing_extra_and_misshapen_is_listed_and_nothing_loaded()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(4);
        double before = Sum(network);
        Dictionary<string, WeightTensor> weights = State(network);
        foreach (string name in weights.Keys.ToArray())
            weights[name] = new WeightTensor(name, [.. weights[name].Shape], new float[weights[name].Values.Length]);
        weights.Remove("stem.1.conv.weight");
        weights.Remove("block1.body.0.norm.running_mean");
        weights["fc.weight"] = new WeightTensor("fc.weight", [1], [0]);
        weights["fc.bias"] = new WeightTensor("fc.bias", [1], [0]);
        weights["head.1.linear.bias"] = new WeightTensor("head.1.linear.bias", [10], new float[10]);
        weights["block2.body.0.norm.weight"] = new WeightTensor("block2.body.0.norm.weight", [2, 3], new float[6]);

        var exception = Assert.Throws<WeightsMismatchException>(() => StateDictLoader.Load(network, weights))!;

        Assert.Multiple(() =>
        {
            Assert.That(exception.Missing, Is.EquivalentTo(new[] { "stem.1.conv.weight", "block1.body.0.norm.running_mean" }));
            Assert.That(exception.Extra, Is.EquivalentTo(new[] { "fc.weight", "fc.bias" }));
            Assert.That(exception.Misshapen.Select(m => m.Name), Is.EquivalentTo(new[] { "head.1.linear.bias", "block2.body.0.norm.weight" }));
            foreach (string name in exception.Missing.Concat(exception.Extra).Concat(exception.Misshapen.Select(m => m.Name)))
                Assert.That(exception.Message, Does.Contain(name));
            Assert.That(exception.Message, Does.Contain("head.1.linear.bias is [10] instead of [4]"));
            Assert.That(Sum(network), Is.EqualTo(before), "nothing was loaded");
        });
    }

    [Test]
    public void A_mapping_renames_leaves_out_and_keeps()
    {
        using SpectrogramNetwork source = NetworkArchitecture.SmallCnn.Create(4, new NetworkOptions { Seed = 1 });
        using SpectrogramNetwork target = NetworkArchitecture.SmallCnn.Create(7, new NetworkOptions { Seed = 2 });
        Dictionary<string, WeightTensor> weights = State(source).ToDictionary(entry => "model." + entry.Key, entry => entry.Value);
        weights["optimizer"] = new WeightTensor("optimizer", [1], [0]);
        double head = Sum(target.Head);

        StateDictLoader.Load(
            target,
            weights,
            rename: name => name.StartsWith("model.", StringComparison.Ordinal) ? name["model.".Length..] : null,
            keep: name => name.StartsWith("head.", StringComparison.Ordinal));

        Assert.That(Sum(target.Head), Is.EqualTo(head));
        Assert.That(Sum(target.Stages[0].Layer), Is.EqualTo(Sum(source.Stages[0].Layer)));
    }

    [Test]
    public void Two_names_for_one_tensor_are_an_extra()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(4);
        Dictionary<string, WeightTensor> weights = State(network);
        weights["again"] = weights["head.1.linear.bias"];
        Assert.That(
            () => StateDictLoader.Load(network, weights, name => name == "again" ? "head.1.linear.bias" : name),
            Throws.TypeOf<WeightsMismatchException>().With.Property(nameof(WeightsMismatchException.Extra)).EqualTo(new[] { "again" }));
    }

    private static Dictionary<string, WeightTensor> State(torch.nn.Module module) => module.state_dict()
        .Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key, entry => new WeightTensor(entry.Key, entry.Value.shape, [.. entry.Value.detach().data<float>()]));

    private static double Sum(torch.nn.Module module) => module.parameters().Sum(parameter => parameter.detach().abs().sum().ToDouble());
}
