using System.CommandLine;
using MusicGenre.MLNet.Cli.Commands;
using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.TorchCli;

namespace MusicGenre.MLNet.Cli.Tests.Commands;

/// <summary>How the command line of <c>compare</c> is read.</summary>
public class CompareOptionsTests
{
    [Test]
    public void Only_the_data_must_be_named() => Assert.Multiple(() =>
    {
        CompareOptions options = Read("music");
        Assert.That(options.DataDirectory, Is.EqualTo("music"));
        Assert.That(
            options.Models.Select(model => model.Name),
            Is.EqualTo(new[] { "small-cnn", "student-cnn", "efficientat", "efficientat-mn04", "mel-statistics" }));
        Assert.That(options.Folds, Is.EqualTo(5));
        Assert.That(options.HoldOut, Is.False);
        Assert.That(options.GtzanFiltered, Is.False);
        Assert.That(options.Epochs, Is.Null);
        Assert.That(options.ColumnSeconds, Is.Null);
        Assert.That(options.Seed, Is.EqualTo(1));
        Assert.That(options.CheckpointDirectory, Is.Null);
        Assert.That(options.MarkdownPath, Is.Null);
        Assert.That(options.CsvPath, Is.Null);
        Assert.That(options.Clips, Is.EqualTo(20));
    });

    [Test]
    public void Every_option_is_read() => Assert.Multiple(() =>
    {
        CompareOptions options = Read(
            "music", "--models", "yamnet, resnet18", "--folds", "3", "--epochs", "2", "--seed", "-7",
            "--checkpoints", "c", "--markdown", "t.md", "--csv", "t.csv", "--column-seconds", "0.06");
        Assert.That(options.ColumnSeconds, Is.EqualTo(0.06));
        Assert.That(options.Models.Select(model => model.Name), Is.EqualTo(new[] { "yamnet", "resnet18" }));
        Assert.That(options.Folds, Is.EqualTo(3));
        Assert.That(options.Epochs, Is.EqualTo(2));
        Assert.That(options.Seed, Is.EqualTo(-7));
        Assert.That(options.CheckpointDirectory, Is.EqualTo("c"));
        Assert.That(options.MarkdownPath, Is.EqualTo("t.md"));
        Assert.That(options.CsvPath, Is.EqualTo("t.csv"));
        Assert.That(Read("music", "--split", "gtzan-filtered").GtzanFiltered, Is.True);
        Assert.That(Read("music", "--hold-out").HoldOut, Is.True);
    });

    [TestCase("argument missing", "--models", "yamnet")]
    [TestCase("--csv needs a value", "d", "--csv", "--folds", "5")]
    [TestCase("there is no model 'alexnet'", "d", "--models", "yamnet,alexnet")]
    [TestCase("'yamnet' is named 2 times", "d", "--models", "yamnet,Yamnet")]
    [TestCase("no model is named", "d", "--models", ",")]
    [TestCase("--models must not be empty", "d", "--models", "")]
    [TestCase("--folds must be at least 2", "d", "--folds", "1")]
    [TestCase("--folds and --split exclude each other", "d", "--folds", "5", "--split", "gtzan-filtered")]
    [TestCase("--hold-out and --folds exclude each other", "d", "--hold-out", "--folds", "5")]
    [TestCase("--hold-out and --split exclude each other", "d", "--hold-out", "--split", "gtzan-filtered")]
    [TestCase("--split knows gtzan-filtered only, not 'gtzan'", "d", "--split", "gtzan")]
    [TestCase("--epochs must be at least 1", "d", "--epochs", "0")]
    [TestCase("--column-seconds must be above 0", "d", "--column-seconds", "-1")]
    [TestCase("--nonsense", "d", "--nonsense")]
    public void A_wrong_command_line_is_named(string part, params string[] arguments)
    {
        Assert.That(Command().Parse(arguments).Errors.Select(error => error.Message), Has.Some.Contains(part));
    }

    private static CompareCommand Command() => new(Session.Of(TextWriter.Null, TextWriter.Null, TextWriter.Null), new TorchLearners());

    private static CompareOptions Read(params string[] arguments)
    {
        CompareCommand command = Command();
        ParseResult result = command.Parse(arguments);
        Assert.That(result.Errors.Select(error => error.Message), Is.Empty);
        return command.Read(result);
    }
}
