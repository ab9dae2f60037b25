using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class TrainingCheckpointTests : TorchTest
{
    private static readonly IReadOnlyList<TrainingExample> Train = ToyData.PureNoise(5, 1);
    private static readonly IReadOnlyList<TrainingExample> Validation = ToyData.PureNoise(3, 2);

    private string _folder = "";
    private NetworkTrainingOptions _options = new();

    [SetUp]
    public void MakeFolder()
    {
        _folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        _options = ToyData.Fast with
        {
            Epochs = 6,
            MixupAlpha = 0.3,
            LabelSmoothing = 0.1,
            LayerRateDecay = 0.8,
            Augmentation = new NetworkAugmentationOptions { FrequencyMaskWidth = 4, TimeMaskWidth = 4 },
            CheckpointPath = Path.Combine(_folder, "training.ckpt"),
        };
    }

    [TearDown]
    public void RemoveFolder()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [TestCase(1, 1)]
    [TestCase(3, 1)]
    [TestCase(5, 2)]
    public void Stopped_and_resumed_is_bit_for_bit_the_same_as_uninterrupted(int stopAfter, int every)
    {
        NetworkTrainingOptions options = _options with { CheckpointEvery = every };
        using SpectrogramNetwork whole = ToyData.Network();
        NetworkTrainingResult expected = NetworkTrainer.Train(whole, Train, Validation, options with { CheckpointPath = null });

        using SpectrogramNetwork first = ToyData.Network();
        Interrupt(first, options, stopAfter);
        // Another network and other random numbers: everything must come from the file.
        using SpectrogramNetwork second = ToyData.Network(seed: 99);
        TorchSharp.torch.random.manual_seed(4321);
        NetworkTrainingResult resumed = NetworkTrainer.Train(second, Train, Validation, options);

        Assert.That(resumed.ResumedAfter, Is.EqualTo(stopAfter / every * every));
        Assert.That(resumed.History.Select(WithoutTime), Is.EqualTo(expected.History.Select(WithoutTime)));
        Assert.That(resumed.Best.Epoch, Is.EqualTo(expected.Best.Epoch));
        Assert.That(second.AllWeights(), Is.EqualTo(whole.AllWeights()));
    }

    [TestCase(1)]
    [TestCase(4)]
    public void With_averaged_weights_and_few_validations_it_is_the_same_too(int stopAfter)
    {
        // Stopped after the first epoch, the file holds no best weights yet; the fourth is between two validations.
        NetworkTrainingOptions options = _options with { WeightAveraging = 0.9, ValidateEvery = 3 };
        using SpectrogramNetwork whole = ToyData.Network();
        NetworkTrainingResult expected = NetworkTrainer.Train(whole, Train, Validation, options with { CheckpointPath = null });
        Interrupt(ToyData.Network(), options, stopAfter);
        using SpectrogramNetwork second = ToyData.Network(seed: 99);
        NetworkTrainingResult resumed = NetworkTrainer.Train(second, Train, Validation, options);

        Assert.That(resumed.ResumedAfter, Is.EqualTo(stopAfter));
        Assert.That(resumed.History.Select(WithoutTime), Is.EqualTo(expected.History.Select(WithoutTime)));
        Assert.That(resumed.History.Select(epoch => epoch.ValidationLoss is not null),
            Is.EqualTo(new[] { false, false, true, false, false, true }));
        Assert.That(second.AllWeights(), Is.EqualTo(whole.AllWeights()));
    }

    [Test]
    public void A_finished_training_returns_its_result_at_once()
    {
        using SpectrogramNetwork first = ToyData.Network();
        NetworkTrainingResult expected = NetworkTrainer.Train(first, Train, Validation, _options);
        using SpectrogramNetwork second = ToyData.Network(seed: 99);
        int batches = 0;
        NetworkTrainingResult again = NetworkTrainer.Train(
            second, Train, Validation, _options, new InlineProgress<NetworkTrainingProgress>(_ => batches++));
        Assert.That(batches, Is.Zero);
        Assert.That(again.History, Is.EqualTo(expected.History));
        Assert.That((again.Best, again.End, again.ResumedAfter), Is.EqualTo((expected.Best, expected.End, (int?)6)));
        Assert.That(second.AllWeights(), Is.EqualTo(first.AllWeights()));
    }

    [Test]
    public void Where_it_lies_and_how_many_threads_compute_does_not_matter()
    {
        Interrupt(ToyData.Network(), _options, 1);
        string moved = Path.Combine(_folder, "moved.ckpt");
        File.Move(_options.CheckpointPath!, moved);
        using SpectrogramNetwork network = ToyData.Network();
        NetworkTrainingResult result = NetworkTrainer.Train(
            network, Train, Validation, _options with { CheckpointPath = moved, CheckpointEvery = 3, Threads = 2 });
        Assert.That(result.ResumedAfter, Is.EqualTo(1));
    }

    [Test]
    public void A_checkpoint_of_other_options_is_refused_and_says_which()
    {
        Interrupt(ToyData.Network(), _options, 1);
        Assert.That(
            () => NetworkTrainer.Train(ToyData.Network(), Train, Validation, _options with { LearningRate = 0.125, Seed = 9 }),
            Throws.TypeOf<NetworkTrainingException>().With.Message.Contain(
                "is of other options (LearningRate was 0.005, is 0.125, Seed was 1, is 9). Train with what it was made with"));
    }

    [Test]
    public void A_checkpoint_of_other_data_is_refused()
    {
        Interrupt(ToyData.Network(), _options, 1);
        Assert.That(
            () => NetworkTrainer.Train(ToyData.Network(), [.. Train.Reverse()], Validation, _options),
            Throws.TypeOf<NetworkTrainingException>().With.Message.Contain("is of other training or validation data."));
    }

    [Test]
    public void A_checkpoint_of_another_network_is_refused()
    {
        Interrupt(ToyData.Network(), _options, 1);
        using SpectrogramNetwork other = NetworkArchitecture.SmallCnn.Create(ToyData.Genres, new NetworkOptions { Width = 0.2 });
        Assert.That(
            () => NetworkTrainer.Train(other, Train, Validation, _options),
            Throws.TypeOf<NetworkTrainingException>().With.Message.Contain("is of another network."));
    }

    [TestCase(0, "it does not begin like one")]
    [TestCase(20, "its checksum is wrong")]
    [TestCase(2000, "its checksum is wrong")]
    public void A_damaged_byte_is_noticed(int place, string what)
    {
        Interrupt(ToyData.Network(), _options, 1);
        byte[] bytes = File.ReadAllBytes(_options.CheckpointPath!);
        bytes[place] ^= 1;
        File.WriteAllBytes(_options.CheckpointPath!, bytes);
        Assert.That(
            () => NetworkTrainer.Train(ToyData.Network(), Train, Validation, _options),
            Throws.TypeOf<NetworkTrainingException>().With.Message.Contain($"is not a whole training checkpoint: {what}. Delete it"));
    }

    [Test]
    public void A_cut_off_file_is_noticed()
    {
        Interrupt(ToyData.Network(), _options, 1);
        byte[] bytes = File.ReadAllBytes(_options.CheckpointPath!);
        File.WriteAllBytes(_options.CheckpointPath!, bytes[..^100]);
        Assert.That(
            () => NetworkTrainer.Train(ToyData.Network(), Train, Validation, _options),
            Throws.TypeOf<NetworkTrainingException>().With.Message.Contain(
                $"it should be {bytes.Length} bytes long and is {bytes.Length - 100}"));
    }

    private static NetworkEpoch WithoutTime(NetworkEpoch epoch) => epoch with { Seconds = 0 };

    /// <summary>Trains until the first batch after so many epochs, and stops there.</summary>
    private static void Interrupt(SpectrogramNetwork network, NetworkTrainingOptions options, int afterEpochs)
    {
        using var cancel = new CancellationTokenSource();
        var progress = new InlineProgress<NetworkTrainingProgress>(report =>
        {
            if (report.Epoch == afterEpochs + 1)
                cancel.Cancel();
        });
        Assert.That(() => NetworkTrainer.Train(network, Train, Validation, options, progress, cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
