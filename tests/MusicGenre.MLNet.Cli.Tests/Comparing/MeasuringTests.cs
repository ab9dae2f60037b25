using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.Cli.Tests.TestSupport;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.TorchCli;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Tests.Comparing;

/// <summary>What makes rows comparable: clips, tracks, the time of a resumed training.</summary>
[NonParallelizable]
public sealed class MeasuringTests
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    private readonly List<TrainProgress> _told = [];
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("small-cnn.fold-1.checkpoint")]
    [TestCase("efficientat-mn04.fold-1.checkpoint.head")]
    public void Time_of_a_resumed_training_is_the_sum_of_its_runs_and_stays_when_it_is_finished(string checkpoint)
    {
        File.WriteAllText(Path.Combine(_folder.Path, checkpoint), "");
        File.WriteAllText(Path.Combine(_folder.Path, "training-time.txt"), "32.5 s\n");
        Assert.That(Clock().Finish(Ten), Is.EqualTo(TimeSpan.FromSeconds(42.5)));
        Assert.That(Clock().Finish(Ten), Is.EqualTo(TimeSpan.FromSeconds(42.5)));
    }

    [Test]
    public void Time_of_an_interrupted_training_is_kept_at_every_epoch()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "training-time.txt"), "32.5 s\n");
        File.WriteAllText(Path.Combine(_folder.Path, "small-cnn.fold-1.checkpoint"), "");
        TrainProgress epoch = new(TrainStage.Training, 1, 2, "fold 1: loss 1.0");
        Clock().Report(epoch);
        Assert.That(_told, Is.EqualTo(new[] { epoch }));
        Assert.That(File.ReadAllText(Path.Combine(_folder.Path, "training-time.txt")), Does.StartWith("32.").And.Not.Contain("finished"));
    }

    [Test]
    public void Time_without_checkpoints_begins_anew()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "training-time.txt"), "32.5 s\n");
        Assert.That(Clock().Finish(Ten), Is.EqualTo(Ten));
        Assert.That(new TrainingClock(null, new InlineProgress<TrainProgress>(_told.Add)).Finish(Ten), Is.EqualTo(Ten));
    }

    [Test]
    public void Clips_are_spread_over_the_genres_and_leave_skipped_files_out()
    {
        var dataset = GenreDataset.Open(ThreeGenres.Write(_folder.Path, tracks: 4, seconds: 0.5));
        var skipped = new SkippedFile(dataset.Tracks[0].Path, "broken");
        IReadOnlyList<string> clips = ClipTimer.Choose(dataset, [skipped], 3);
        Assert.Multiple(() =>
        {
            Assert.That(clips, Is.Unique.And.None.EqualTo(skipped.Path));
            Assert.That(clips.Select(clip => Path.GetFileName(Path.GetDirectoryName(clip))), Is.EqualTo(ThreeGenres.Names));
            Assert.That(ClipTimer.Choose(dataset, [skipped], 20), Has.Count.EqualTo(11));
        });
    }

    [Test]
    public void Models_that_were_tested_on_other_folds_are_named()
    {
        ComparisonRow first = Row("yamnet", ("fold 1", "a"), ("fold 2", "b"));
        ComparisonRow same = Row("musicnn", ("fold 2", "b"), ("fold 1", "a"));
        ComparisonRow other = Row("small-cnn", ("fold 1", "b"), ("fold 2", "a"));
        ComparisonRow failed = Row("vgg16") with { Result = null };
        Assert.That(Of(failed, first, same).Differing, Is.Empty);
        Assert.That(
            Of(first, same, other).Differing.ToArray(),
            Has.Length.EqualTo(1).And.Some.StartsWith("small-cnn was not tested on the same"));
    }

    private static Comparison Of(params ComparisonRow[] rows) => new("music", rows, Seed: 1, Epochs: null, Clips: 1, Cores: 1);

    private static ComparisonRow Row(string name, params (string, string)[] tested) => new()
    {
        Model = new ModelNames(new TorchLearners()).Read(name).Single(),
        Result = EvaluationResult.Create(["a", "b"], [new ScoredTrack("t", "a", new[] { 0.5f, 0.5f })], [], "2 folds"),
        Tested = tested.ToHashSet(),
    };

    private TrainingClock Clock() => new(_folder.Path, new InlineProgress<TrainProgress>(_told.Add));
}
