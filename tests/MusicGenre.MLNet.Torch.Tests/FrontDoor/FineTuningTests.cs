using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;
using MusicGenre.MLNet.Torch.Learners;

namespace MusicGenre.MLNet.Torch.Tests.FrontDoor;

/// <summary>Training on from the networks inside the package.</summary>
public sealed class FineTuningTests : TorchTest
{
    private static readonly string[] Names = ["mobile", "resnet"];

    [TestCaseSource(nameof(Names))]
    public void The_head_alone_learns_on_the_embedded_network_as_it_is(string name)
    {
        EmbeddedNetwork embedded = EmbeddedNetworks.Find(name)!;
        var trainer = new TorchNetworkTrainer(
            new TorchTrainOptions { Transfer = TorchTransfer.HeadOnly, Training = Fast with { Epochs = 1 } });

        TrainedNetwork trained = trainer.Train(Job(name), null, CancellationToken.None);

        Assert.That(trained.Description.EmbeddingSize, Is.EqualTo(3), "a head for the new genres");
        Assert.That(Difference(embedded, trained), Is.LessThan(1e-3));
    }

    [Test]
    public void The_head_learns_from_a_validation_part_that_was_split_off_and_from_no_other()
    {
        var trainer = new TorchNetworkTrainer(new TorchTrainOptions { Transfer = TorchTransfer.HeadOnly, Training = Fast });
        byte[] Onnx(NetworkJob job) => trainer.Train(job, null, CancellationToken.None).Onnx;
        NetworkJob job = Job("mobile");
        NetworkJob other = job with { Validation = [.. Enumerable.Range(40, 6).Select(Example)] };

        byte[] apart = Onnx(job), learned = Onnx(job with { MayLearnFromValidation = true });
        Assert.That(learned, Is.Not.EqualTo(apart));
        Assert.That(Onnx(job with { MayLearnFromValidation = true }), Is.EqualTo(learned), "the same job gives the same network");
        Assert.That(Onnx(other with { MayLearnFromValidation = true }), Is.Not.EqualTo(learned));
    }

    [TestCaseSource(nameof(Names))]
    public void The_whole_network_starts_from_the_embedded_one(string name)
    {
        EmbeddedNetwork embedded = EmbeddedNetworks.Find(name)!;
        // Steps this small change nothing; without calibration the first of them would be taken by another network.
        var training = Fast with { Epochs = 1, LearningRate = 1e-9, NormalizationBatches = 0 };

        TrainedNetwork on = new TorchNetworkTrainer(new TorchTrainOptions { Training = training }).Train(
            Job(name), null, CancellationToken.None);
        TrainedNetwork fresh = new TorchNetworkTrainer(new TorchTrainOptions { UseEmbeddedWeights = false, Training = training })
            .Train(Job(name), null, CancellationToken.None);

        Assert.That(Difference(embedded, on), Is.LessThan(0.1),
            "only the running statistics moved, by a tenth of one batch's difference a step");
        Assert.That(Difference(embedded, fresh), Is.GreaterThan(0.1));
    }

    [Test]
    public void Fine_tuning_by_the_front_door_learns()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 8);

        using MusicGenreClassifier tuned = MusicGenreClassifier.Train(
            data, new TrainOptions().UseTorch("mobile", new TorchTrainOptions { Training = Fast with { Epochs = 3 } }));

        Assert.That(tuned.HeldOut!.Metrics.Top1, Is.GreaterThanOrEqualTo(0.8));
        Assert.That(tuned.Manifest.Backbone.Name, Is.EqualTo("mobile"));
        Assert.That(tuned.Manifest.IsPretrained, Is.False);
    }

    [Test]
    public void Weights_of_another_network_are_refused()
    {
        using var folder = new TemporaryFolder();
        using SpectrogramNetwork other = NetworkArchitecture.SmallCnn.Create(3);
        File.WriteAllBytes(folder.Combine("other.onnx"), TrainedNetworks.Export(other, half: true));
        var trainer = new TorchNetworkTrainer(new TorchTrainOptions { PretrainedWeights = folder.Combine("other.onnx"), Training = Fast });

        Assert.That(
            () => trainer.Train(Job("mobile"), null, CancellationToken.None),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("'small-cnn', not 'mobile'"));
    }

    private static NetworkTrainingOptions Fast { get; } = new()
    {
        BatchSize = 6,
        LearningRate = 5e-3,
        CropFrames = 64,
        MixupAlpha = 0,
        Augmentation = NetworkAugmentationOptions.None,
        Threads = 1,
    };

    private static NetworkJob Job(string architecture) => new()
    {
        Architecture = architecture,
        Genres = ToneGenres.Names,
        Train = [.. Enumerable.Range(0, 12).Select(Example)],
        Validation = [.. Enumerable.Range(20, 6).Select(Example)],
        Seed = 1,
        Name = "a test",
    };

    private static NetworkExample Example(int i)
    {
        string genre = ToneGenres.Names[i % ToneGenres.Names.Length];
        return new NetworkExample(SpectrogramImage.FromClip(ToneGenres.Compose(genre, 2, 300 + i)), null, genre, $"{genre} {i}");
    }

    /// <summary>The largest difference of two networks' embeddings, relative to their spread.</summary>
    private static double Difference(EmbeddedNetwork embedded, TrainedNetwork trained)
    {
        using var expected = new OnnxBackbone(embedded.Embedding, embedded.ReadWeights());
        using var actual = new OnnxBackbone(embedded.Embedding with { Reference = null }, trained.Onnx);
        double largest = 0, least = double.MaxValue, most = double.MinValue;
        for (int i = 0; i < 6; i++)
        {
            SpectrogramImage picture = Example(50 + i).Picture!;
            float[] of = expected.EmbedPicture(picture);
            largest = Math.Max(largest, actual.EmbedPicture(picture).Zip(of, (a, b) => Math.Abs(a - b)).Max());
            (least, most) = (Math.Min(least, of.Min()), Math.Max(most, of.Max()));
        }

        return largest / (most - least);
    }
}
