using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class TransferLearningTests : TorchTest
{
    private static readonly TransferLearningOptions Fast = new() { Training = ToyData.Fast with { Epochs = 3 } };

    [Test]
    public void The_head_is_solved_first_on_a_frozen_backbone_then_everything_learns_at_a_fiftieth_of_the_rate()
    {
        using SpectrogramNetwork network = ToyData.Network();
        float[] backbone = network.Stages.SelectMany(stage => stage.Layer.AllWeights()).ToArray();
        float[]? afterHead = null;
        var rates = new Dictionary<string, double>();
        var progress = new InlineProgress<NetworkTrainingProgress>(report =>
        {
            if (report.Phase == TransferLearning.HeadPhase)
                afterHead = [.. network.Stages.SelectMany(stage => stage.Layer.AllWeights())];
            rates[report.Phase] = Math.Max(rates.GetValueOrDefault(report.Phase), report.LearningRate);
        });
        TransferLearningOptions options = Fast with { Training = Fast.Training with { Schedule = LearningRateSchedule.Constant } };
        TransferLearningResult result = TransferLearning.Run(network, ToyData.Examples(8, 1), ToyData.Examples(3, 2), options, progress);
        Assert.That(afterHead, Is.EqualTo(backbone));
        Assert.That(result.KeptWhole, Is.EqualTo(result.Whole.Best.ValidationLoss < result.Head.ValidationLoss));
        Assert.That(network.Stages.SelectMany(stage => stage.Layer.AllWeights()), result.KeptWhole
            ? Is.Not.EqualTo(backbone) : Is.EqualTo(backbone));
        Assert.That(rates.Keys, Is.EquivalentTo(new[] { TransferLearning.HeadPhase, TransferLearning.WholePhase }));
        Assert.That(rates[TransferLearning.WholePhase], Is.EqualTo(Fast.Training.LearningRate / 50).Within(1e-12));
        Assert.That(result.Whole.History, Has.Count.EqualTo(3));
    }

    [Test]
    public void Unfreezing_helps_where_the_new_genres_need_other_features()
    {
        // Told apart by their bands first, by their pattern then: a head on the old features cannot know them.
        using SpectrogramNetwork network = Pretrained();
        IReadOnlyList<TrainingExample> test = ToyData.Textures(8, seed: 3);
        TransferLearningResult result = TransferLearning.Run(
            network,
            ToyData.Textures(12, seed: 1),
            ToyData.Textures(8, seed: 2),
            Fast with { FineTuningRate = 0.1, Training = Fast.Training with { Epochs = 20 } });
        NetworkEvaluation after = NetworkPredictor.Evaluate(network, test);
        double head = result.Head.ValidationLoss!.Value;
        TestContext.Out.WriteLine($"validation loss: head {head:f3}, everything {result.Whole.Best.ValidationLoss:f3}; test {after.Loss:f3}, {after.Accuracy:f2}");
        Assert.That(result.KeptWhole, Is.True);
        Assert.That(result.Whole.Best.ValidationLoss, Is.LessThan(0.85 * head));
        Assert.That(after.Loss, Is.LessThan(0.85 * head), "on examples that chose nothing");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_second_phase_begins_where_the_first_ended_unless_the_statistics_are_replaced(bool keep)
    {
        // Statistics that are not those of the new data: a fresh network's. At this rate the weights themselves stand still.
        using SpectrogramNetwork network = ToyData.Network();
        TransferLearningResult result = TransferLearning.Run(
            network, ToyData.Examples(8, 1), ToyData.Examples(3, 2), Fast with { FineTuningRate = 1e-6, KeepNormalization = keep });
        double worse = result.Whole.History[0].ValidationLoss!.Value - result.Head.ValidationLoss!.Value;
        Assert.That(worse, keep ? Is.Zero.Within(1e-3) : Is.GreaterThan(0.1));
    }

    [Test]
    public void Statistics_that_are_kept_stay_to_the_last_bit_while_the_rest_learns()
    {
        using SpectrogramNetwork network = Pretrained();
        float[] Statistics() => [.. network.buffers().SelectMany(buffer => buffer.to(torch.float32).data<float>().ToArray())];
        float[] before = Statistics(), weights = network.AllWeights();
        NetworkTrainer.Train(network, ToyData.Textures(4, 1), ToyData.Textures(2, 2), Fast.Training with { KeepNormalization = true });
        Assert.That(Statistics(), Is.EqualTo(before));
        Assert.That(network.AllWeights(), Is.Not.EqualTo(weights));
        NetworkTrainer.Train(network, ToyData.Textures(4, 1), ToyData.Textures(2, 2), Fast.Training);
        Assert.That(Statistics(), Is.Not.EqualTo(before));
    }

    [Test]
    public void Weights_of_the_first_phase_come_back_if_the_second_was_worse()
    {
        using SpectrogramNetwork network = ToyData.Network();
        IReadOnlyList<TrainingExample> validation = ToyData.PureNoise(6, 2);
        // Nothing to learn: a backbone that learns at ten times the sensible rate can only lose.
        var options = Fast with { FineTuningRate = 1, Training = Fast.Training with { LearningRate = 3, WarmUp = 0 } };
        TransferLearningResult result = TransferLearning.Run(network, ToyData.PureNoise(6, 1), validation, options);
        NetworkEvaluation kept = NetworkPredictor.Evaluate(network, validation);
        Assert.That(result.KeptWhole, Is.False);
        Assert.That(kept.Loss, Is.EqualTo(result.Head.ValidationLoss).Within(1e-6));
        Assert.That(result.Best, Is.EqualTo(result.Head));
    }

    [Test]
    public void Interrupted_in_the_second_phase_it_goes_on_to_the_same_result()
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        IReadOnlyList<TrainingExample> train = ToyData.Examples(4, 1);
        IReadOnlyList<TrainingExample> validation = ToyData.Examples(2, 2);
        try
        {
            using SpectrogramNetwork whole = ToyData.Network();
            TransferLearning.Run(whole, train, validation, Fast);

            TransferLearningOptions options = Fast with { Training = Fast.Training with { CheckpointPath = Path.Combine(folder, "transfer") } };
            using var cancel = new CancellationTokenSource();
            var progress = new InlineProgress<NetworkTrainingProgress>(report =>
            {
                if (report is { Phase: TransferLearning.WholePhase, Epoch: 2 })
                    cancel.Cancel();
            });
            Assert.That(
                () => TransferLearning.Run(ToyData.Network(), train, validation, options, progress, cancel.Token),
                Throws.InstanceOf<OperationCanceledException>());
            using SpectrogramNetwork resumed = ToyData.Network();
            TransferLearningResult result = TransferLearning.Run(resumed, train, validation, options);
            Assert.That(result.Whole.ResumedAfter, Is.EqualTo(1));
            Assert.That(resumed.AllWeights(), Is.EqualTo(whole.AllWeights()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Wrong_options_are_refused()
    {
        Assert.That(() => (Fast with { L2Candidates = [] }).Validate(),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith("Name at least one weight of the L2 penalty"));
        Assert.That(() => (Fast with { FineTuningRate = 0 }).Validate(),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith("FineTuningRate is a fraction"));
        Assert.That(() => (Fast with { Training = Fast.Training with { Epochs = 0 } }).Validate(), Throws.InstanceOf<ArgumentException>());
    }

    /// <summary>A network that tells genres by their bands.</summary>
    private static SpectrogramNetwork Pretrained()
    {
        SpectrogramNetwork network = ToyData.Network();
        NetworkTrainer.Train(network, ToyData.Examples(12, 1), ToyData.Examples(6, 2), ToyData.Fast with { Epochs = 8 });
        return network;
    }
}
