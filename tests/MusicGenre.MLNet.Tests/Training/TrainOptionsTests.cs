using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Pipeline;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Training;

public class TrainOptionsTests
{
    [Test]
    public void Defaults_are_the_documented_ones()
    {
        var options = new TrainOptions();
        var head = (HeadLearner)options.Learner;

        Assert.Multiple(() =>
        {
            Assert.That(options.Backbone, Is.EqualTo(BackboneCatalog.Default));
            Assert.That(options.Split, Is.EqualTo(SplitKind.Grouped));
            Assert.That(options.TestSetFraction, Is.EqualTo(0.2));
            Assert.That(options.ValidationSetFraction, Is.EqualTo(0.2));
            Assert.That(options.Folds, Is.EqualTo(5));
            Assert.That(head.RefitOnAllData, Is.True);
            Assert.That(head.L2Candidates, Is.EqualTo(new[] { 0.1f, 0.3f, 1, 3, 10, 30, 100, 300, 1000 }));
            Assert.That(options.Segments.MaxSecondsPerTrack, Is.EqualTo(120));
            Assert.That(options.Segments.MinSeconds, Is.EqualTo(0.5));
            Assert.That(options.Segments.SilenceDecibels, Is.EqualTo(-80));
            Assert.That(options.Duplicates, Is.EqualTo(DuplicateHandling.Ignore));
            Assert.That(options.AlsoRandom, Is.False);
            Assert.That(options.Calibrate, Is.Null);
            Assert.That(options.Seed, Is.EqualTo(1));
            Assert.That(options.WorkspacePath, Is.Null);
            Assert.That(options.ReuseCachedBottleneckValues, Is.True);
            Assert.That(options.MaxDegreeOfParallelism, Is.EqualTo(Environment.ProcessorCount));
            Assert.That(options.Augmentation, Is.Null);
            Assert.That(options.Validate, Throws.Nothing);
        });
    }

    [Test]
    public void Default_backbone_is_the_one_inside_the_package()
    {

        Assert.That(new TrainOptions().Backbone, Is.EqualTo("mobile"));
        Assert.That(new SpectrogramEmbeddingOptions().Backbone, Is.EqualTo("mobile"));
    }

    [Test]
    public void Backbone_is_the_short_form_of_a_head()
    {
        TrainOptions head = new() { Learner = new HeadLearner { L2Candidates = [7] } };

        Assert.That(
            new TrainOptions { Backbone = "musicnn" }, Is.EqualTo(new TrainOptions { Learner = new HeadLearner { Backbone = "musicnn" } }));
        Assert.That(
            head with { Backbone = "musicnn" },
            Is.EqualTo(head with { Learner = (HeadLearner)head.Learner with { Backbone = "musicnn" } }));
    }

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return new TestCaseData(new TrainOptions { TestSetFraction = 0 }, "TestSetFraction", "between 0 and 1");
        yield return new TestCaseData(new TrainOptions { TestSetFraction = double.NaN }, "TestSetFraction", "between 0 and 1");
        yield return new TestCaseData(new TrainOptions { ValidationSetFraction = 1 }, "ValidationSetFraction", "between 0 and 1");
        yield return new TestCaseData(new TrainOptions { Folds = 1 }, "Folds", "at least 2 folds");
        yield return new TestCaseData(new TrainOptions { MaxDegreeOfParallelism = 0 }, "MaxDegreeOfParallelism", "at least 1");
        yield return new TestCaseData(
            new TrainOptions { Learner = new HeadLearner { L2Candidates = [] } }, "L2Candidates", "at least one weight");
        yield return new TestCaseData(
            new TrainOptions { Learner = new HeadLearner { L2Candidates = [1, -1] } }, "L2Candidates", "none may be negative");
        yield return new TestCaseData(
            new TrainOptions { Segments = new() { MaxSecondsPerTrack = 0 } }, "MaxSecondsPerTrack", "must be positive");
        yield return new TestCaseData(new TrainOptions { Segments = new() { MinSeconds = -1 } }, "MinSeconds", "must not be negative");
        yield return new TestCaseData(new TrainOptions { Segments = new() { SilenceDecibels = 1 } }, "SilenceDecibels", "above full scale");
        yield return new TestCaseData(
            new TrainOptions { Segments = new() { PictureColumnSeconds = 0 } }, "PictureColumnSeconds",
            "more than 0 and at most 10 seconds");
        yield return new TestCaseData(
            new TrainOptions { Segments = new() { PictureColumnSeconds = double.NaN } }, "PictureColumnSeconds", "more than 0");
    }

    [TestCaseSource(nameof(Wrong))]
    public void Validate_wrong_value_names_it_and_the_range(TrainOptions options, string name, string message)
        => Assert.That(
            options.Validate,
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name).And.Message.Contains(message));
}
