using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class WeightAverageTests : TorchTest
{
    [Test]
    public void It_is_the_formulas_average_and_the_network_is_not_touched_until_it_is_asked_for()
    {
        using SpectrogramNetwork network = ToyData.Network();
        using var average = new WeightAverage(ParameterGroups.Of(network, ToyData.Fast), 0.25);
        Parameter weight = network.parameters().First();
        double expected = weight.flatten()[0].item<float>();
        for (int step = 1; step <= 4; step++)
        {
            using (torch.no_grad())
                weight.fill_(step);
            average.Update();
            double decay = Math.Min(0.25, (1.0 + step) / (10 + step)); // 2/11, 0.25, 0.25, 0.25
            expected = decay * expected + (1 - decay) * step;
        }

        Assert.That(weight.flatten()[0].item<float>(), Is.EqualTo(4));
        average.CopyToNetwork();
        Assert.That(weight.flatten()[0].item<float>(), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Frozen_stages_are_no_part_of_it()
    {
        using SpectrogramNetwork network = ToyData.Network();
        ParameterGroups groups = ParameterGroups.Of(network, ToyData.Fast with { FreezeDepth = 99 });
        using var average = new WeightAverage(groups, 0.9);
        float[] stages = [.. network.Stages.SelectMany(stage => stage.Layer.AllWeights())];
        float[] head = network.Head.AllWeights();
        using (torch.no_grad())
        {
            foreach (Parameter parameter in network.parameters())
                parameter.add_(1);
        }

        average.CopyToNetwork();
        Assert.That(network.Head.AllWeights(), Is.EqualTo(head));
        Assert.That(network.Stages.SelectMany(stage => stage.Layer.AllWeights()), Is.Not.EqualTo(stages));
    }

    [Test]
    public void Saved_and_loaded_it_goes_on_bit_for_bit()
    {
        using SpectrogramNetwork network = ToyData.Network();
        ParameterGroups groups = ParameterGroups.Of(network, ToyData.Fast);
        using var whole = new WeightAverage(groups, 0.9);
        Move(network);
        whole.Update();
        using var resumed = new WeightAverage(groups, 0.9);
        resumed.Load(whole.Save());
        Move(network);
        whole.Update();
        resumed.Update();
        whole.CopyToNetwork();
        float[] expected = network.AllWeights();
        Move(network);
        resumed.CopyToNetwork();
        Assert.That(network.AllWeights(), Is.EqualTo(expected));
    }

    [Test]
    public void What_is_validated_and_kept_is_the_average_and_training_itself_goes_on_as_without_it()
    {
        IReadOnlyList<TrainingExample> train = ToyData.PureNoise(5, 1), validation = ToyData.PureNoise(3, 2);
        NetworkTrainingOptions options = ToyData.Fast with { Epochs = 4 };
        using SpectrogramNetwork plain = ToyData.Network();
        NetworkTrainingResult without = NetworkTrainer.Train(plain, train, validation, options);
        using SpectrogramNetwork averaged = ToyData.Network();
        NetworkTrainingResult with = NetworkTrainer.Train(averaged, train, validation, options with { WeightAveraging = 0.95 });

        Assert.That(with.History.Select(epoch => epoch.Loss), Is.EqualTo(without.History.Select(epoch => epoch.Loss)));
        Assert.That(with.History.Select(epoch => epoch.ValidationLoss),
            Is.Not.EqualTo(without.History.Select(epoch => epoch.ValidationLoss)));
        Assert.That(NetworkPredictor.Evaluate(averaged, validation).Loss, Is.EqualTo(with.Best.ValidationLoss).Within(1e-6));
        Assert.That(averaged.AllWeights(), Is.Not.EqualTo(plain.AllWeights()));
    }

    private static void Move(SpectrogramNetwork network)
    {
        using var noGrad = torch.no_grad();
        foreach (Parameter parameter in network.parameters())
            parameter.mul_(1.5f);
    }
}
