using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Weights;

/// <summary>From a network to its ONNX file, stored with half precision, and back into a network that is trained on.</summary>
public sealed class ExportedWeightsTests : TorchTest
{
    private const int Frames = 96;

    private static IEnumerable<NetworkArchitecture> Architectures
        => NetworkArchitecture.All.Where(a => a.Name is "small-cnn" or "mobile" or "resnet");

    [TestCaseSource(nameof(Architectures))]
    public void Loaded_stages_compute_what_the_exported_network_does_before_and_after_calibration(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork exported = TrainedNetworks.Create(architecture, 6);
        using SpectrogramNetwork loaded = architecture.Create(3, new NetworkOptions { Seed = 99 });
        float[] head = Values(loaded.Head.parameters());
        Tensor images = TestImages.Tones(12, Frames);
        Tensor expected = exported.Embed(images);

        ExportedWeights.LoadStages(loaded, TrainedNetworks.Export(exported, half: true), "a test");
        loaded.eval();
        Tensor before = loaded.Embed(images);
        double alienated = Distance(InTrainingMode(loaded, images), expected);
        NormalizationCalibration.Calibrate(loaded, [Batch(images)], CancellationToken.None);
        Tensor after = loaded.Embed(images);

        Assert.That(TrainedNetworks.LargestDifference(before, expected), Is.LessThan(1e-3));
        Assert.That(TrainedNetworks.LargestDifference(after, expected), Is.LessThan(1e-3));
        Assert.That(Distance(InTrainingMode(loaded, images), expected), Is.LessThan(0.02),
            "the batch's own statistics are what was measured");
        Assert.That(alienated, Is.GreaterThan(0.1), "without calibration the batch's own statistics make another network");
        Assert.That(Values(loaded.Head.parameters()), Is.EqualTo(head));
    }

    [Test]
    [Category(Categories.Memory)]
    public void Calibration_leaves_no_tensors_behind_and_needs_a_batch()
    {
        using SpectrogramNetwork network = TrainedNetworks.Create(NetworkArchitecture.SmallCnn, 3, new NetworkOptions { Width = 0.25 });
        Tensor images = TestImages.Tones(4, Frames);
        NormalizationCalibration.Calibrate(network, [Batch(images)], CancellationToken.None);
        long before = Tensor.TotalCount;

        NormalizationCalibration.Calibrate(network, [Batch(images)], CancellationToken.None);

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        Assert.That(() => NormalizationCalibration.Calibrate(network, [], CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public void A_file_of_another_network_is_refused_and_nothing_is_loaded()
    {
        using SpectrogramNetwork exported = TrainedNetworks.Create(NetworkArchitecture.SmallCnn, 3, new NetworkOptions { Width = 0.5 });
        byte[] file = TrainedNetworks.Export(exported, half: false);
        using SpectrogramNetwork wider = NetworkArchitecture.SmallCnn.Create(3);
        using SpectrogramNetwork other = NetworkArchitecture.ResNet18.Create(3, new NetworkOptions { Width = 0.25 });
        float[] fresh = Values(wider.parameters());

        Assert.That(() => ExportedWeights.LoadStages(wider, file, "half.onnx"),
            Throws.TypeOf<WeightsMismatchException>().With.Message.Contains("block1"));
        Assert.That(Values(wider.parameters()), Is.EqualTo(fresh));
        Assert.That(
            () => ExportedWeights.LoadStages(other, file, "half.onnx"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("half.onnx").And.Message.Contains("'small-cnn', not 'resnet18'"));
        Assert.That(() => ExportedWeights.LoadStages(other, file.AsSpan(0, 5000), "half.onnx"), Throws.TypeOf<WeightsFormatException>());
    }

    private static TrainingBatch Batch(Tensor images)
    {
        int count = (int)images.shape[0];
        return new TrainingBatch(0, images.data<float>().ToArray(), (int)images.shape[2], new float[count * 3], new int[count]);
    }

    /// <summary>
    /// The embedding as a training step computes it, normalised by the batch's own statistics; the running ones are put back.
    /// </summary>
    private static Tensor InTrainingMode(SpectrogramNetwork network, Tensor images)
    {
        TensorArchive weights = TensorArchive.Capture(network);
        network.train();
        using var noGradient = no_grad();
        Tensor embedding = network.Embed(images);
        network.eval();
        weights.Restore(network);
        return embedding;
    }

    /// <summary>Root mean square of the difference relative to the standard deviation of what was expected.</summary>
    private static double Distance(Tensor actual, Tensor expected)
        => Math.Sqrt((actual - expected).square().mean().item<float>()) / expected.std().item<float>();

    private static float[] Values(IEnumerable<TorchSharp.Modules.Parameter> parameters)
        => [.. parameters.SelectMany(p => p.data<float>().ToArray())];
}
