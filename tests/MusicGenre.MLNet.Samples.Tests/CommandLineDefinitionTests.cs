using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Training;
using QuickStart;

namespace MusicGenre.MLNet.Samples.Tests;

/// <summary>How the command line is read.</summary>
public class CommandLineDefinitionTests
{
    [Test]
    public void No_arguments_give_the_defaults() => Assert.Multiple(() =>
    {
        QuickStartOptions options = Read();
        Assert.That(options.DataDirectory, Is.Null);
        Assert.That(options.Backbone, Is.EqualTo(BackboneCatalog.Default));
        Assert.That(options.Pretrained, Is.False);
        Assert.That(options.Folds, Is.Null);
        Assert.That(options.Split, Is.EqualTo(TrainSplit.Grouped));
        Assert.That(options.ModelPath, Is.Null);
        Assert.That(options.Classify, Is.Empty);
        Assert.That(options.JsonPath, Is.Null);
        Assert.That(options.PicturesDirectory, Is.Null);
        Assert.That(options.ReportDirectory, Is.Null);
        Assert.That(options.GroupDuplicates, Is.False);
        Assert.That(options.AlsoRandom, Is.False);
        Assert.That(options.Why, Is.Null);
        Assert.That(options.ColumnSeconds, Is.Null);
        Assert.That(options.Seed, Is.EqualTo(1));
    });

    [Test]
    public void Every_option_is_read() => Assert.Multiple(() =>
    {
        QuickStartOptions options = Read(
            "--data", "music", "--backbone", "yamnet", "--folds", "4",
            "--model", "m.zip", "--classify", "a.mp3", "b.wav", "--json", "r.json", "--pictures", "p", "--seed", "-7",
            "--report", "rep", "--group-duplicates", "--also-random", "--why", "w.mp3", "--column-seconds", "0.06");
        Assert.That(options.ColumnSeconds, Is.EqualTo(0.06));
        Assert.That(options.ReportDirectory, Is.EqualTo("rep"));
        Assert.That(options.GroupDuplicates, Is.True);
        Assert.That(options.AlsoRandom, Is.True);
        Assert.That(options.Why, Is.EqualTo("w.mp3"));
        Assert.That(options.DataDirectory, Is.EqualTo("music"));
        Assert.That(options.Backbone, Is.EqualTo("yamnet"));
        Assert.That(options.Folds, Is.EqualTo(4));
        Assert.That(options.ModelPath, Is.EqualTo("m.zip"));
        Assert.That(options.Classify, Is.EqualTo(new[] { "a.mp3", "b.wav" }));
        Assert.That(options.JsonPath, Is.EqualTo("r.json"));
        Assert.That(options.PicturesDirectory, Is.EqualTo("p"));
        Assert.That(options.Seed, Is.EqualTo(-7));
        Assert.That(Read("--pretrained", "--data", "music").Pretrained, Is.True);
        Assert.That(Read("--split", "gtzan-filtered").Split, Is.EqualTo(TrainSplit.GtzanFiltered));
    });

    [TestCase("--folds must be at least 2", "--folds", "1")]
    [TestCase("x", "--folds", "x")]
    [TestCase("--folds and --split exclude each other", "--folds", "5", "--split", "gtzan-filtered")]
    [TestCase("--pretrained needs --data", "--pretrained")]
    [TestCase("--folds does not go with --pretrained", "--pretrained", "--data", "music", "--folds", "5")]
    [TestCase("--backbone does not go with --pretrained", "--pretrained", "--data", "music", "--backbone", "yamnet")]
    [TestCase("--also-random does not go with --pretrained", "--pretrained", "--data", "music", "--also-random")]
    [TestCase("--group-duplicates does not go with --pretrained", "--pretrained", "--data", "music", "--group-duplicates")]
    [TestCase("--split does not go with --pretrained", "--pretrained", "--data", "music", "--split", "gtzan-filtered")]
    [TestCase("--column-seconds must be above 0", "--data", "music", "--column-seconds", "0")]
    [TestCase("--column-seconds does not go with --pretrained", "--pretrained", "--data", "music", "--column-seconds", "0.06")]
    [TestCase("--pretrained does not go with --compare", "--pretrained", "--data", "music", "--compare")]
    [TestCase("gtzan-filtered", "--split", "gtzan")]
    [TestCase("--data must not be empty", "--data", "")]
    [TestCase("--data", "--data")]
    [TestCase("--classify", "--classify")]
    [TestCase("--classify needs a value, but is followed by --seed", "--classify", "--seed", "3")]
    [TestCase("--data needs a value", "--data", "--folds", "5")]
    [TestCase("--report needs a value", "--report", "--folds", "5")]
    [TestCase("--why must not be empty", "--why", "")]
    [TestCase("--also-random does not go with --compare", "--compare", "--data", "d", "--also-random")]
    [TestCase("--nonsense", "--nonsense")]
    public void A_wrong_command_line_is_named(string part, params string[] arguments)
    {
        ParseResult result = new CommandLineDefinition().Command.Parse(arguments);
        Assert.That(result.Errors.Select(error => error.Message), Has.Some.Contains(part));
    }

    private static QuickStartOptions Read(params string[] arguments)
    {
        var definition = new CommandLineDefinition();
        ParseResult result = definition.Command.Parse(arguments);
        Assert.That(result.Errors.Select(error => error.Message), Is.Empty);
        return definition.Read(result);
    }
}
