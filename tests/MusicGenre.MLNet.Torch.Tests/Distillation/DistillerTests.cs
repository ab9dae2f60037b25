using Distill.Distillation;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

public sealed class DistillerTests : TorchTest
{
    private static readonly DistillationOptions Options = new()
    {
        Epochs = 6,
        DecayEpochs = 2,
        BatchSize = 8,
        WarmUpSteps = 4,
        LearningRate = 5e-3,
        Threads = 1,
    };

    private TemporaryFolder _folder = null!;
    private WindowSet _windows = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        using Teacher teacher = ToyTeacher.Open(_folder.Path);
        _windows = new WindowCache(_folder.Combine("cache"))
            .Prepare(ToyTeacher.Music(_folder.Path, 12), [teacher], new WindowOptions { Seconds = 3, ValidationShare = 0.2 });
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void The_student_learns()
    {
        using SpectrogramNetwork network = Student();
        DistillationResult result = Distiller.Train(network, _windows, ToyTeacher.Genres, Options);

        Assert.That(result.History, Has.Count.EqualTo(6));
        Assert.That(result.History[0].EmbeddingError, Is.InRange(0.7, 2), "at first it knows about as much as the mean");
        Assert.That(result.History[^1].EmbeddingError, Is.LessThan(0.9 * result.History[0].EmbeddingError));
        Assert.That(result.History[^1].ValidationEmbeddingError, Is.LessThan(result.History[0].ValidationEmbeddingError));
    }

    [Test]
    public void Stopped_and_resumed_it_ends_the_same()
    {
        using SpectrogramNetwork whole = Student(), halves = Student();
        DistillationResult expected = Distiller.Train(whole, _windows, ToyTeacher.Genres, Options);
        DistillationOptions kept = Options with { CheckpointPath = _folder.Combine("halves.checkpoint") };
        using var stop = new CancellationTokenSource();
        Assert.That(
            () => Distiller.Train(halves, _windows, ToyTeacher.Genres, kept, new StopAfter(3, stop), stop.Token),
                Throws.InstanceOf<OperationCanceledException>());
        using SpectrogramNetwork resumed = Student(seed: 2);
        DistillationResult result = Distiller.Train(resumed, _windows, ToyTeacher.Genres, kept);

        Assert.That(result.ResumedAfter, Is.EqualTo(3));
        Assert.That(result.History.Select(epoch => epoch.ValidationEmbeddingError),
            Is.EqualTo(expected.History.Select(epoch => epoch.ValidationEmbeddingError)));
        Tensor picture = Noise(1, 1, 1, 128, 64);
        Assert.That(resumed.call(picture).data<float>().ToArray(), Is.EqualTo(whole.call(picture).data<float>().ToArray()));
    }

    [Test]
    public void Another_training_s_checkpoint_is_refused()
    {
        DistillationOptions kept = Options with { Epochs = 1, DecayEpochs = 1, CheckpointPath = _folder.Combine("other.checkpoint") };
        using (SpectrogramNetwork network = Student())
            Distiller.Train(network, _windows, ToyTeacher.Genres, kept);
        using SpectrogramNetwork again = Student();
        Assert.That(
            () => Distiller.Train(again, _windows, ToyTeacher.Genres, kept with { LearningRate = 1e-3 }),
            Throws.TypeOf<NetworkTrainingException>().With.Message.Contains("another distillation"));
        File.WriteAllBytes(kept.CheckpointPath!, File.ReadAllBytes(kept.CheckpointPath!)[..^1]);
        Assert.That(
            () => Distiller.Train(again, _windows, ToyTeacher.Genres, kept),
                Throws.TypeOf<NetworkTrainingException>().With.Message.Contains("not a whole checkpoint"));
    }

    [Test]
    public void Genres_are_told_relative_to_the_music_heard()
    {
        using SpectrogramNetwork network = Student();
        Distiller.Train(network, _windows, ToyTeacher.Genres, Options);
        var plain = _windows.Train.Where(window => window.Kind == WindowKind.Plain).ToArray();
        // The same crops that the trainer measured: eight frames fewer than a window has.
        var maker = new StudentBatchMaker(
            _windows, _windows.Train, new TargetStatistics(
                new float[plain[0].Targets.Length], [.. Enumerable.Repeat(1f, plain[0].Targets.Length)]),
            NetworkAugmentationOptions.None, _windows.Frames - 8, Options.Seed);
        int[] indices = [.. Enumerable.Range(0, _windows.TrainCount).Where(i => _windows.Train[i].Kind == WindowKind.Plain)];
        StudentBatch batch = maker.Make(0, indices);
        float[] logits = network.call(tensor(batch.Images, [batch.Count, 1, maker.Mels, maker.Frames])).data<float>().ToArray();

        for (int genre = 0; genre < 2; genre++)
        {
            double[] own = [.. logits.Where((_, i) => i % 2 == genre).Select(value => (double)value)];
            double mean = own.Average();
            Assert.That(mean, Is.EqualTo(0).Within(0.02), "no genre is likelier than another over all the music");
            Assert.That(Math.Sqrt(own.Average(value => (value - mean) * (value - mean))), Is.EqualTo(3).Within(0.03),
                "the scale is the logits' deviation");
        }
    }

    [Test]
    public void An_unknown_tag_is_told_before_the_work()
    {
        using SpectrogramNetwork network = Student();
        GenreHeadOptions wrong = ToyTeacher.Genres with
        {
            Genres = [ToyTeacher.Genres.Genres[0], new GenreTags("polka", [new TeacherTag("toy", "accordion")])],
        };
        Assert.That(
            () => Distiller.Train(network, _windows, wrong, Options, new StopAfter(0, new CancellationTokenSource())),
            Throws.ArgumentException.With.Message.Contains("'accordion'"));
    }

    [Test]
    public void An_unknown_teacher_is_told_before_the_work()
    {
        using SpectrogramNetwork network = Student();
        Assert.That(
            () => Distiller.Train(network, _windows, ToyTeacher.Genres, Options with { Teachers = ["toy", "nobody"] }, new StopAfter(0, new CancellationTokenSource())),
            Throws.ArgumentException.With.Message.Contains("No teacher 'nobody'").And.Message.Contains("toy"));
    }

    [Test]
    public void Only_the_named_teachers_are_learned_from()
    {
        TeacherOutput embedding = new("embedding", 3, TeacherOutputKind.Embedding), tags = new("logits", 2, TeacherOutputKind.TagLogits);
        TargetBlock[] blocks = [new("first", embedding, 0), new("second", embedding, 3), new("second", tags, 6)];

        Assert.That(Options.Learned(blocks), Is.EqualTo(blocks));
        Assert.That((Options with { Teachers = ["second"] }).Learned(blocks), Is.EqualTo(blocks[1..]));
    }

    [Test]
    public void Altered_windows_can_be_left_out()
    {
        using SpectrogramNetwork network = Student();
        int unaltered = _windows.Train.Count(window => window.Kind == WindowKind.Plain);
        Assert.That(unaltered, Is.LessThan(_windows.TrainCount), "some are altered");

        DistillationResult result = Distiller.Train(
            network, _windows, ToyTeacher.Genres, Options with { Epochs = 1, DecayEpochs = 1, AlteredWindows = false });

        Assert.That(result.StepsPerEpoch, Is.EqualTo(BatchPlan.Count(unaltered, Options.BatchSize)).And.LessThan(
            BatchPlan.Count(_windows.TrainCount, Options.BatchSize)));
        Assert.That(result.WindowsPerEpoch, Is.EqualTo(unaltered));
    }

    [Test]
    public void The_rate_rises_stays_and_falls()
    {
        var options = new DistillationOptions { Epochs = 10, DecayEpochs = 4, WarmUpSteps = 20 };
        double[] factors = [.. Enumerable.Range(0, 100).Select(step => options.RateFactor(step, 10))];
        Assert.That(factors[..20], Is.Ordered.Ascending);
        Assert.That(factors[19..60], Is.All.EqualTo(1));
        Assert.That(factors[59..], Is.Ordered.Descending);
        Assert.That(factors[^1], Is.InRange(0, 0.05));
    }

    [Test]
    public void Options_out_of_range_are_named()
    {
        Assert.That(() => (Options with { BatchSize = 1 }).Validate(),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("BatchSize must be at least 2"));
        Assert.That(() => (Options with { DecayEpochs = 7 }).Validate(),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("DecayEpochs"));
        Assert.That(() => new WindowOptions { Seconds = 2 }.Validate(),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Seconds must be from 3 to 30"));
    }

    private static SpectrogramNetwork Student(int seed = 1)
        => NetworkArchitecture.Mobile.Create(2, new NetworkOptions { Width = 0.2, Seed = seed });

    private sealed class StopAfter(int epochs, CancellationTokenSource stop) : IProgress<DistillationProgress>
    {
        public void Report(DistillationProgress value)
        {
            Assert.That(epochs, Is.GreaterThan(0), "nothing should have been trained");
            if (value.Validated?.Epoch == epochs)
                stop.Cancel();
        }
    }
}
