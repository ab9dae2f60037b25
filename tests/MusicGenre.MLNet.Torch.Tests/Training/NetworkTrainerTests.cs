using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class NetworkTrainerTests : TorchTest
{
    private static readonly NetworkTrainingOptions AllOn = ToyData.Fast with
    {
        MixupAlpha = 0.3,
        LabelSmoothing = 0.1,
        ClassWeights = ClassWeighting.Balanced,
        Augmentation = new NetworkAugmentationOptions { FrequencyMaskWidth = 4, TimeMaskWidth = 4, FrequencyShift = 1, TimeStretch = 0.1,
            LevelShift = 0.1, Equalizer = 0.1 },
        EvaluationCrops = 3,
        WeightAveraging = 0.9,
    };

    [Test]
    public void Learns_genres_that_can_be_told_apart()
    {
        using SpectrogramNetwork network = ToyData.Network();
        IReadOnlyList<TrainingExample> validation = ToyData.Examples(8, seed: 2);
        double before = NetworkPredictor.Evaluate(network, validation).Loss;
        NetworkTrainingResult result = NetworkTrainer.Train(
            network, ToyData.Examples(12, seed: 1), validation, ToyData.Fast with { Epochs = 12 });
        NetworkEvaluation after = NetworkPredictor.Evaluate(network, ToyData.Examples(8, seed: 3));
        Assert.That(after.Accuracy, Is.GreaterThan(0.95));
        Assert.That(after.Loss, Is.LessThan(before / 2));
        Assert.That(result.History.Select(epoch => epoch.Epoch), Is.EqualTo(Enumerable.Range(1, 12)));
        Assert.That((result.End, result.ResumedAfter), Is.EqualTo((TrainingEnd.AllEpochs, (int?)null)));
        Assert.That(network.training, Is.False);
    }

    [Test]
    public void The_same_seed_gives_the_same_network_and_another_another()
    {
        float[] Weights(int seed)
        {
            using SpectrogramNetwork network = ToyData.Network();
            NetworkTrainer.Train(network, ToyData.Examples(5, 1), ToyData.Examples(2, 2), AllOn with { Seed = seed, Epochs = 2 });
            return network.AllWeights();
        }

        float[] first = Weights(1);
        torch.random.manual_seed(12345);
        Assert.That(Weights(1), Is.EqualTo(first));
        Assert.That(Weights(2), Is.Not.EqualTo(first));
    }

    [Test]
    public void The_best_weights_are_kept_not_the_last([Values] BestWeights keep)
    {
        using SpectrogramNetwork network = ToyData.Network();
        IReadOnlyList<TrainingExample> validation = ToyData.PureNoise(6, seed: 2);
        // Nothing to learn and a rate that does not fall: the validation part gets worse sooner or later.
        NetworkTrainingResult result = NetworkTrainer.Train(
            network, ToyData.PureNoise(6, seed: 1), validation,
                ToyData.Fast with { Epochs = 12, Schedule = LearningRateSchedule.Constant, Keep = keep });
        NetworkEvaluation kept = NetworkPredictor.Evaluate(network, validation);
        Assert.That(result.Best.Epoch, Is.LessThan(12));
        Assert.That(kept.Loss, Is.EqualTo(result.Best.ValidationLoss).Within(1e-6));
        Assert.That(kept.Accuracy, Is.EqualTo(result.Best.ValidationAccuracy));
        Assert.That(
            keep == BestWeights.ValidationLoss ? result.Best.ValidationLoss : -result.Best.ValidationAccuracy,
            Is.EqualTo(result.History.Min(epoch => keep == BestWeights.ValidationLoss ? epoch.ValidationLoss : -epoch.ValidationAccuracy)));
        Assert.That(result.History[^1].ValidationLoss, Is.GreaterThan(result.Best.ValidationLoss!));
    }

    [Test]
    public void Training_stops_after_as_many_epochs_without_progress_as_it_has_patience()
    {
        using SpectrogramNetwork network = ToyData.Network();
        NetworkTrainingResult result = NetworkTrainer.Train(
            network,
            ToyData.PureNoise(6, seed: 1),
            ToyData.PureNoise(6, seed: 2),
            ToyData.Fast with { Epochs = 40, Schedule = LearningRateSchedule.Constant, Patience = 3 });
        Assert.That(result.End, Is.EqualTo(TrainingEnd.NoProgress));
        Assert.That(result.History, Has.Count.EqualTo(result.Best.Epoch + 3).And.Count.LessThan(40));
    }

    [Test]
    public void Only_every_so_many_epochs_and_the_last_are_validated_and_reported_as_such()
    {
        using SpectrogramNetwork network = ToyData.Network();
        var ended = new List<int>();
        var progress = new InlineProgress<NetworkTrainingProgress>(report =>
        {
            if (report.EpochEnded)
                ended.Add(report.Epoch);
        });
        NetworkTrainingResult result = NetworkTrainer.Train(
            network, ToyData.Examples(4, 1), ToyData.Examples(2, 2), ToyData.Fast with { Epochs = 7, ValidateEvery = 3 }, progress);
        Assert.That(ended, Is.EqualTo(new[] { 3, 6, 7 }));
        Assert.That(result.History.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => epoch.Epoch), Is.EqualTo(ended));
        Assert.That(result.History.Where(epoch => epoch.ValidationAccuracy is not null).Select(epoch => epoch.Epoch), Is.EqualTo(ended));
        Assert.That(ended, Does.Contain(result.Best.Epoch));
    }

    [Test]
    public void Frozen_stages_stay_as_they_are_to_the_last_bit()
    {
        using SpectrogramNetwork network = ToyData.Network();
        float[] stages = network.Stages.SelectMany(stage => stage.Layer.AllWeights()).ToArray();
        float[] head = network.Head.AllWeights();
        NetworkTrainer.Train(network, ToyData.Examples(4, 1), ToyData.Examples(2, 2), AllOn with { FreezeDepth = 99 });
        Assert.That(network.Stages.SelectMany(stage => stage.Layer.AllWeights()), Is.EqualTo(stages));
        Assert.That(network.Head.AllWeights(), Is.Not.EqualTo(head));
        Assert.That(network.parameters().Select(parameter => parameter.requires_grad), Is.All.True);
    }

    [Test]
    public void Lower_stages_move_less_with_discriminative_rates()
    {
        double Moved(double decay)
        {
            using SpectrogramNetwork network = ToyData.Network();
            float[] before = network.Stages[0].Layer.AllWeights();
            NetworkTrainer.Train(network, ToyData.Examples(4, 1), ToyData.Examples(2, 2),
                ToyData.Fast with { Epochs = 1, LayerRateDecay = decay });
            // Only what learns: the running statistics move with the data, not with the rate.
            return before.Zip(network.Stages[0].Layer.AllWeights()).Take(75).Max(pair => Math.Abs(pair.First - pair.Second));
        }

        Assert.That(Moved(0.1), Is.LessThan(Moved(1) / 50));
    }

    [Test]
    public void Cancelling_stops_within_a_batch_and_writes_no_half_file()
    {
        using SpectrogramNetwork network = ToyData.Network();
        using var cancel = new CancellationTokenSource();
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        int batches = 0;
        var progress = new InlineProgress<NetworkTrainingProgress>(report =>
        {
            if (!report.EpochEnded && ++batches == 6)
                cancel.Cancel();
        });
        try
        {
            NetworkTrainingOptions options = ToyData.Fast with { Epochs = 50, CheckpointPath = Path.Combine(folder, "c.ckpt") };
            Assert.That(
                () => NetworkTrainer.Train(network, ToyData.Examples(8, 1), ToyData.Examples(2, 2), options, progress, cancel.Token),
                Throws.InstanceOf<OperationCanceledException>());
            // 24 examples are 4 batches: the second batch of the second epoch was the last.
            Assert.That(batches, Is.EqualTo(6));
            Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo(new[] { "c.ckpt" }));
            Assert.That(TrainingCheckpoint.Load(options.CheckpointPath!)!.History, Has.Count.EqualTo(1));
            Assert.That(network.training, Is.False);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    [Category(Categories.Memory)]
    public void The_number_of_tensors_does_not_grow()
    {
        using SpectrogramNetwork network = ToyData.Network();
        var counts = new List<long>();
        long before = torch.Tensor.TotalCount;
        var progress = new InlineProgress<NetworkTrainingProgress>(_ => counts.Add(torch.Tensor.TotalCount));
        NetworkTrainer.Train(network, ToyData.Examples(8, 1), ToyData.Examples(2, 2), AllOn, progress);
        // From the second batch on, when every parameter has its gradient, each report sees as many tensors as the last.
        Assert.That(counts.Skip(1).Distinct(), Has.Exactly(1).Items);
        Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Progress_counts_batches_and_epochs_and_knows_the_rate()
    {
        using SpectrogramNetwork network = ToyData.Network();
        var reports = new List<NetworkTrainingProgress>();
        NetworkTrainingResult result = NetworkTrainer.Train(
            network, ToyData.Examples(6, 1), ToyData.Examples(2, 2), ToyData.Fast with { Epochs = 2 },
                new InlineProgress<NetworkTrainingProgress>(reports.Add));
        Assert.That(
            reports.Select(r => (r.Epoch, r.Batch, r.EpochEnded)),
            Is.EqualTo(new[] { (1, 1, false), (1, 2, false), (1, 3, false), (1, 3, true), (2, 1, false), (2, 2, false), (2, 3, false),
                (2, 3, true) }));
        Assert.That(reports.Select(r => (r.Epochs, r.Batches)), Is.All.EqualTo((2, 3)));
        Assert.That(reports.Select(r => r.Loss), Is.All.GreaterThan(0));
        Assert.That(reports.Select(r => r.Accuracy), Is.All.InRange(0, 1));
        Assert.That(reports.Select(r => r.ImagesPerSecond), Is.All.GreaterThan(0));
        Assert.That(reports[2].Validated, Is.Null);
        Assert.That(reports[3].Validated, Is.EqualTo(result.History[0]));
        Assert.That(reports[^1].TimeLeft, Is.EqualTo(TimeSpan.Zero));
        Assert.That(reports[0].TimeLeft, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(reports[0].LearningRate,
            Is.EqualTo(ToyData.Fast.LearningRate * RateSchedule.Factor(LearningRateSchedule.OneCycle, 0, 6, 0.2)));
        Assert.That(reports[^1].LearningRate,
            Is.EqualTo(ToyData.Fast.LearningRate * RateSchedule.Factor(LearningRateSchedule.OneCycle, 5, 6, 0.2)));
    }

    [Test]
    public void Libtorchs_random_generator_and_threads_are_put_back()
    {
        using SpectrogramNetwork network = ToyData.Network();
        torch.random.manual_seed(77);
        float expected = torch.rand(1).item<float>();
        torch.random.manual_seed(77);
        int threads = torch.get_num_threads();
        NetworkTrainer.Train(network, ToyData.Examples(4, 1), ToyData.Examples(2, 2), AllOn with { Epochs = 1, Threads = 2 });
        Assert.That(torch.rand(1).item<float>(), Is.EqualTo(expected));
        Assert.That(torch.get_num_threads(), Is.EqualTo(threads));
    }
}
