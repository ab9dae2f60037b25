using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Commands;
using MusicGenre.MLNet.Cli.Tests.TestSupport;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Tests.Commands;

/// <summary>How command lines are read, and what is said about wrong ones.</summary>
public sealed class UsageTests
{
    [Test]
    public void Training_without_options_has_the_defaults() => Assert.Multiple(() =>
    {
        TrainOptions options = Read(forReport: false);
        Assert.That(options.Backbone, Is.EqualTo(BackboneCatalog.Default));
        Assert.That(options.Split, Is.EqualTo(SplitKind.Grouped));
        Assert.That(options.Duplicates, Is.EqualTo(DuplicateHandling.Ignore));
        Assert.That(options.AlsoRandom, Is.False);
        Assert.That(options.Calibrate, Is.Null);
        Assert.That(options.Segments.PictureColumnSeconds, Is.Null);
        Assert.That(options.WorkspacePath, Is.Null);
        Assert.That(options.Seed, Is.EqualTo(1));
    });

    [Test]
    public void Every_option_of_training_is_read() => Assert.Multiple(() =>
    {
        TrainOptions options = Read(
            forReport: false, "--backbone", "yamnet", "--split", "gtzan-filtered", "--seed", "-7", "--group-duplicates", "--also-random",
            "--column-seconds", "0.06", "--cache", "c");
        Assert.That(options.Backbone, Is.EqualTo("yamnet"));
        Assert.That(options.Split, Is.EqualTo(SplitKind.GtzanFiltered));
        Assert.That(options.Duplicates, Is.EqualTo(DuplicateHandling.Group));
        Assert.That(options.AlsoRandom, Is.True);
        Assert.That(options.Segments.PictureColumnSeconds, Is.EqualTo(0.06));
        Assert.That(options.WorkspacePath, Is.EqualTo("c"));
        Assert.That(options.Seed, Is.EqualTo(-7));
        Assert.That(Read(forReport: true).Calibrate, Is.True);
        Assert.That(Read(forReport: true).Duplicates, Is.EqualTo(DuplicateHandling.Report));
    });

    [TestCase("Required command")]
    [TestCase("--folds must be at least 2", "crossvalidate", "music", "--folds", "1")]
    [TestCase("x", "crossvalidate", "music", "--folds", "x")]
    [TestCase("--folds and --split exclude each other", "crossvalidate", "music", "--folds", "5", "--split", "gtzan-filtered")]
    [TestCase("argument missing", "train")]
    [TestCase("argument missing", "classify")]
    [TestCase("argument missing", "evaluate", "--pretrained")]
    [TestCase("evaluate --pretrained DIR", "evaluate", "music")]
    [TestCase("report --pretrained DIR", "report", "music", "-o", "r")]
    [TestCase("'--output' is required", "report", "m.zip", "music")]
    [TestCase("--pretrained takes a folder only", "evaluate", "--pretrained", "m.zip", "music")]
    [TestCase("--save goes with --pretrained only", "evaluate", "m.zip", "music", "--save", "x.zip")]
    [TestCase("There is no option --folds.", "evaluate", "--pretrained", "music", "--folds", "5")]
    [TestCase("There is no option --backbone.", "evaluate", "--pretrained", "music", "--backbone", "yamnet")]
    [TestCase("There is no option --also-random.", "evaluate", "--pretrained", "music", "--also-random")]
    [TestCase("There is no option --group-duplicates.", "evaluate", "--pretrained", "music", "--group-duplicates")]
    [TestCase("There is no option --split.", "evaluate", "--pretrained", "music", "--split", "gtzan-filtered")]
    [TestCase("There is no option --column-seconds.", "evaluate", "--pretrained", "music", "--column-seconds", "0.06")]
    [TestCase("--column-seconds must be above 0", "train", "music", "--column-seconds", "0")]
    [TestCase("--split knows gtzan-filtered only, not 'gtzan'", "train", "music", "--split", "gtzan")]
    [TestCase("--model must not be empty", "classify", "a.wav", "--model", "")]
    [TestCase("--model and --genres exclude each other", "classify", "a.wav", "--model", "m.zip", "--genres", "a,b")]
    [TestCase("--model needs a value, but is followed by --top", "classify", "a.wav", "--model", "--top", "3")]
    [TestCase("There is no command 'clasify'. Did you mean 'classify'?", "clasify", "a.wav")]
    [TestCase("There is no option --topp. Did you mean '--top'?", "classify", "a.wav", "--topp", "3")]
    [TestCase("There is no option --dta. Did you mean '--data'?", "train", "--dta", "music")]
    [TestCase("There is no option --quite. Did you mean '--quiet'?", "train", "music", "--quite")]
    [TestCase("--resume needs a results file", "classify", "music", "--resume")]
    [TestCase("--resume needs a results file", "classify", "music", "--resume", "-o", "a.json")]
    [TestCase("--taggram goes with", "classify", "music", "--taggram", "--format", "csv")]
    [TestCase("--taggram and --per-album exclude each other", "classify", "music", "--taggram", "--per-album")]
    [TestCase("--min-confidence must be between 0 and 1", "classify", "music", "--min-confidence", "50")]
    [TestCase("'xml'", "classify", "a.wav", "--format", "xml")]
    [TestCase("--backbone needs a value", "train", "music", "--backbone", "--folds")]
    [TestCase("--report needs a value", "train", "music", "--report", "--seed", "5")]
    [TestCase("--genre must not be empty", "explain", "a.wav", "--genre", "")]
    [TestCase("There is no option --network.", "train", "music", "--network", "small-cnn")]
    [TestCase("argument missing", "classify", "--top", "3")]
    [TestCase("name either", "classify", "music", "--list", "l.txt", "-o", "p.parquet")]
    [TestCase("--list needs -o", "classify", "--list", "l.txt")]
    [TestCase("--top does not go with --list", "classify", "--list", "l.txt", "-o", "p.parquet", "--top", "3")]
    [TestCase("--resume does not go with --list", "classify", "--list", "l.txt", "-o", "p.parquet", "--resume")]
    [TestCase("--map does not go with --list", "classify", "--list", "l.txt", "-o", "p.parquet", "--map", "m.txt")]
    [TestCase("--shard goes with --list only", "classify", "music", "--shard", "0/8")]
    [TestCase("--shards must be at least 1", "embed", "--list", "l.txt", "-o", "p.parquet", "--shards", "0")]
    [TestCase("--model and --backbone exclude each other", "embed", "--list", "l", "-o", "p", "-m", "m", "--backbone", "b")]
    [TestCase("'--list' is required", "embed", "-o", "p.parquet")]
    [TestCase("'--output' is required", "merge", "parts")]
    [TestCase("--embeddings and --labels go together", "train", "--embeddings", "p.parquet")]
    [TestCase("--embeddings and --labels go together", "train", "music", "--labels", "l.csv")]
    [TestCase("name either", "train", "music", "--labels", "l.csv", "--embeddings", "p.parquet")]
    [TestCase("--split does not go with --embeddings", "train", "--embeddings", "p", "--labels", "l", "--split", "gtzan-filtered")]
    [TestCase("--nonsense", "train", "music", "--nonsense")]
    public async Task A_wrong_command_line_is_named_and_exit_code_2(string part, params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
            Assert.That(run.Error, Does.Contain(part).And.Contain("--help"));
            Assert.That(run.Output, Is.Empty);
        });
    }

    [TestCase("--network", "train", "music", "--network", "small-cnn", "--also-random")]
    [TestCase("--network", "train", "music", "--network", "small-cnn", "--backbone", "mobile")]
    [TestCase("there is no network 'yamnet'", "train", "music", "--network", "yamnet")]
    [TestCase("--options", "network", "music", "--options", "{ \"Epoch\": 3 }")]
    [TestCase("'alexnet'", "network", "music", "--architecture", "alexnet")]
    [TestCase("--help")]
    public async Task A_wrong_command_line_of_the_add_on_is_named_and_exit_code_2(string part, params string[] arguments)
    {
        ToolRun run = await ToolRun.WithTorchAsync(arguments);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain(part));
    }

    [TestCase("", "classify", "train", "evaluate", "report", "crossvalidate", "compare", "explain")]
    [TestCase("", "spectrogram", "augment", "duplicates", "backbones")]
    [TestCase("classify", "--model", "--genres", "--top", "--format")]
    [TestCase("train", "--output", "--backbone", "--split", "--column-seconds", "--seed")]
    [TestCase("train", "--json", "--report", "--also-random", "--group-duplicates")]
    [TestCase("crossvalidate", "--folds", "--backbone", "--split", "--column-seconds", "--seed", "--json", "--report", "--also-random")]
    [TestCase("evaluate", "--pretrained", "--json", "--report", "--seed")]
    [TestCase("explain", "--output", "--genre")]
    [TestCase("augment", "gallery", "write", "ablation")]
    public async Task Help_names_every_option(string command, params string[] names)
    {
        ToolRun run = await ToolRun.OfAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success));
        foreach (string name in names)
            Assert.That(run.Output, Does.Contain(name));
    }

    [Test]
    public async Task A_folder_may_be_given_as_data()
    {
        foreach (string[] arguments in (string[][])[["--data", "nowhere"], ["--data=nowhere"], ["nowhere"]])
            (await ToolRun.OfAsync(["train", .. arguments])).AssertFailed("nowhere");
    }

    [Test]
    public void Every_command_shows_examples_that_are_understood()
    {
        var tool = new Tool("", Session.Of(TextWriter.Null, TextWriter.Null, TextWriter.Null), new NoNetworks());
        ToolCommand[] commands = [.. tool.Root.Subcommands.SelectMany(command => command.Subcommands.Prepend(command)).OfType<ToolCommand>(
            )];
        Assert.That(commands, Has.Length.GreaterThan(12));
        foreach (ToolCommand command in commands)
        {
            Assert.That(command.Examples, Is.Not.Empty, command.Name);
            foreach (Example example in command.Examples)
            {
                string line = example.CommandLine.Split(['>', '|'])[0];
                ParseResult result = tool.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                Assert.That(result.Errors.Select(error => error.Message), Is.Empty, line);
                Assert.That(result.CommandResult.Command, Is.SameAs(command), line);
            }
        }
    }

    [TestCase("musicgenre cl", "classify")]
    [TestCase("musicgenre classify --for", "--format")]
    [TestCase("musicgenre classify --format j", "json", "jsonl")]
    [TestCase("musicgenre completion b", "bash")]
    public async Task A_shell_is_told_what_may_come_next(string line, params string[] words)
    {
        ToolRun run = await ToolRun.OfAsync($"[suggest:{line.Length}]", line);
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Is.SupersetOf(words));
    }

    private static TrainOptions Read(bool forReport, params string[] arguments)
    {
        var command = new Command("train");
        var options = new TrainingOptions(new NoNetworks(), "");
        options.AddTo(command);
        ParseResult result = command.Parse(arguments);
        Assert.That(result.Errors.Select(error => error.Message), Is.Empty);
        return options.Read(result, forReport);
    }
}
