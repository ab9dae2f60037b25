using System.CommandLine;
using System.CommandLine.Parsing;
using Compare.Models;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Torch.Networks;
using QuickStart;

namespace Compare;

/// <summary>The options of the command line and how they are read.</summary>
internal sealed class CommandLineDefinition
{
    private readonly Option<string?> _data = OptionRules.Text(
        "--data", "DIR", "A folder of music with one sub-folder a genre: audio files or spectrogram PNGs. It must be given.");

    private readonly Option<string> _models = new("--models")
    {
        HelpName = "NAMES",
        Description = $"What is compared, separated by commas. Backbones, which get a head and stay as they are: {string.Join(", ", BackboneCatalog.Names)}, "
            + $"or the path of an ONNX file. Networks, which are trained as a whole: {string.Join(", ", NetworkArchitecture.All)}; "
            + $"of {NetworkArchitecture.EfficientAtMn04} the head is solved first and then everything learns, with {NetworkArchitecture.EfficientAtMn04}:head the head only, "
            + $"with {NetworkArchitecture.EfficientAtMn04}:all everything from the beginning.",
        DefaultValueFactory = _ => CompareOptions.DefaultModels,
    };

    private readonly Option<int?> _folds = new("--folds")
    {
        HelpName = "K",
        Description = "Number of folds of the cross-validation, 5 without it. Folds that the data's tracks.csv gives are used as they are.",
    };

    private readonly Option<bool> _holdOut = new("--hold-out")
    {
        Description = "One split instead of a cross-validation, which takes a fifth of the time: the first fold of the data's tracks.csv is held out, "
            + "or a stratified fifth where there are none.",
    };

    private readonly Option<string?> _split = OptionRules.Split("Without it the models are cross-validated.");

    private readonly Option<double?> _column = OptionRules.ColumnSeconds();

    private readonly Option<int?> _epochs = new("--epochs") { HelpName = "N", Description = "Train networks for so many epochs at most, for a quick look." };

    private readonly Option<int> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Another seed makes other folds and other networks.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _checkpoints = OptionRules.Text(
        "--checkpoints", "DIR", "Keep checkpoints of the networks here: a comparison that was stopped goes on from there to the same result.");

    private readonly Option<string?> _markdown = OptionRules.Text("--markdown", "OUT", "Write the table as Markdown, too.");

    private readonly Option<string?> _csv = OptionRules.Text("--csv", "OUT", "Write the table as CSV, too.");

    /// <summary>Describes the options.</summary>
    public CommandLineDefinition()
    {
        Command = new RootCommand("Trains several models on the same folds of one data set and prints one table of them.")
        {
            _data, _models, _folds, _holdOut, _split, _column, _epochs, _seed, _checkpoints, _markdown, _csv,
        };
        _models.Validators.Add(OptionRules.RequireValues);
        _models.Validators.Add(CheckModels);
        Command.Validators.Add(Check);
    }

    /// <summary>The command, without an action.</summary>
    public RootCommand Command { get; }

    /// <summary>What a command line without errors asks for.</summary>
    public CompareOptions Read(ParseResult parsed)
    {
        var options = new CompareOptions { DataDirectory = parsed.GetValue(_data)!, Models = ModelNames.Read(parsed.GetValue(_models)!) };
        return options with
        {
            Folds = parsed.GetValue(_folds) ?? options.Folds,
            HoldOut = parsed.GetValue(_holdOut),
            GtzanFiltered = parsed.GetValue(_split) is not null,
            ColumnSeconds = parsed.GetValue(_column),
            Epochs = parsed.GetValue(_epochs),
            Seed = parsed.GetValue(_seed),
            CheckpointDirectory = parsed.GetValue(_checkpoints),
            MarkdownPath = parsed.GetValue(_markdown),
            CsvPath = parsed.GetValue(_csv),
        };
    }

    private static void CheckModels(OptionResult result)
    {
        if (result.Tokens is not [{ Value: var names }])
            return;
        try
        {
            ModelNames.Read(names);
        }
        catch (FormatException exception)
        {
            result.AddError($"--models: {exception.Message}");
        }
    }

    private void Check(CommandResult command)
    {
        if (command.GetResult(_data) is null)
            command.AddError("--data is missing: name a folder of music with one sub-folder a genre, e.g. --data genres/.");
        OptionRules.CheckFolds(command, _folds, _split);
        foreach (Option other in new Option[] { _folds, _split }.Where(other => command.GetValue(_holdOut) && command.GetResult(other) is not null))
            command.AddError($"--hold-out and {other.Name} exclude each other: it is one split by itself.");
        OptionRules.RequireAtLeast(command, _epochs, 1);
    }
}
