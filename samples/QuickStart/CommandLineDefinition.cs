using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet;

namespace QuickStart;

/// <summary>The options of the command line and how they are read.</summary>
internal sealed class CommandLineDefinition
{
    private readonly Option<string?> _data = OptionRules.Text(
        "--data", "DIR", "A folder of music with one sub-folder a genre: audio files or spectrogram PNGs. Without it demo music is composed.");

    private readonly Option<string?> _backbone = OptionRules.Text(
        "--backbone",
        "NAME",
        $"What turns sound into numbers: {string.Join(", ", BackboneCatalog.Names)}, or the path of an ONNX file. "
        + $"Without it: {BackboneCatalog.Default}.");

    private readonly Option<bool> _pretrained = new("--pretrained")
    {
        Description = "Train nothing: let the classifier that comes with the package, restricted to the genres of the --data, answer for all its tracks.",
    };

    private readonly Option<int?> _folds = new("--folds")
    {
        HelpName = "K",
        Description = "Cross-validate over K folds instead of holding tracks out once. Folds that the data's tracks.csv gives are used as they are.",
    };

    private readonly Option<string?> _split = OptionRules.Split("Without it a stratified fifth is held out.");

    private readonly Option<string?> _model = OptionRules.Text(
        "--model", "OUT", "Save the model here, trained in the end on all tracks. Without it the model goes to the pictures.");

    private readonly Option<string[]> _classify = new("--classify")
    {
        HelpName = "FILE…",
        Description = "Tell the genre of these files. Without it one of the held-out tracks is classified.",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _json = OptionRules.Text("--json", "OUT", "Write the results to this file, for programs.");

    private readonly Option<string?> _report = OptionRules.Text(
        "--report", "DIR", "Write a report into this folder: a web page, pictures, JSON, CSV, a model card. It also looks for near-identical recordings.");

    private readonly Option<bool> _groupDuplicates = new("--group-duplicates")
    {
        Description = "Look for near-identical recordings and keep them on one side of the split.",
    };

    private readonly Option<bool> _alsoRandom = new("--also-random")
    {
        Description = "Also measure with a split that is random by file, to see how much easier that would have been.",
    };

    private readonly Option<string?> _why = OptionRules.Text(
        "--why", "FILE", "Show what in this file spoke for and against the genre that it is given: as a picture, and moment by moment.");

    private readonly Option<double?> _column = OptionRules.ColumnSeconds();

    private readonly Option<string?> _pictures = OptionRules.Text(
        "--pictures", "DIR", "Where the pictures go. Without it: spectrograms/ of the repository.");

    private readonly Option<int> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Another seed holds out other tracks.",
        DefaultValueFactory = _ => new QuickStartOptions().Seed,
    };

    private readonly Option<string?> _compare = new("--compare")
    {
        HelpName = "NAMES",
        Description = "Train several models on the --data instead (backbones and whole networks, separated by commas) and print one table of them all. "
            + "It takes --folds, --split, --column-seconds, --seed, --markdown and --csv. This is the program samples/Compare of the repository, which is built first and brings "
            + "libtorch along, a large download; run it by itself for more options. Without names it compares a few that are typical.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _markdown = OptionRules.Text("--markdown", "OUT", "With --compare: write the table as Markdown, too.");

    private readonly Option<string?> _csv = OptionRules.Text("--csv", "OUT", "With --compare: write the table as CSV, too.");

    /// <summary>Describes the options.</summary>
    public CommandLineDefinition()
    {
        Command = new RootCommand(
            "Trains a music genre classifier and shows what it can do. "
            + "With no arguments it composes its own music, so it needs no files and no network.")
        {
            _data, _backbone, _pretrained, _folds, _split, _model, _classify, _json, _report, _groupDuplicates, _alsoRandom, _why, _column, _pictures, _seed, _compare, _markdown, _csv,
        };
        _classify.Validators.Add(OptionRules.RequireValues);
        _compare.Validators.Add(OptionRules.RequireValues);
        Command.Validators.Add(command => OptionRules.CheckFolds(command, _folds, _split));
        Command.Validators.Add(CheckPretrained);
        Command.Validators.Add(CheckComparison);
    }

    /// <summary>The command, without an action.</summary>
    public RootCommand Command { get; }

    /// <summary>What a command line without errors asks for.</summary>
    public QuickStartOptions Read(ParseResult parsed)
    {
        var defaults = new QuickStartOptions();
        return defaults with
        {
            DataDirectory = parsed.GetValue(_data),
            Backbone = parsed.GetValue(_backbone) ?? defaults.Backbone,
            Pretrained = parsed.GetValue(_pretrained),
            Folds = parsed.GetValue(_folds),
            Split = parsed.GetValue(_split) is null ? defaults.Split : TrainSplit.GtzanFiltered,
            ModelPath = parsed.GetValue(_model),
            Classify = parsed.GetValue(_classify) ?? [],
            JsonPath = parsed.GetValue(_json),
            ReportDirectory = parsed.GetValue(_report),
            GroupDuplicates = parsed.GetValue(_groupDuplicates),
            AlsoRandom = parsed.GetValue(_alsoRandom),
            Why = parsed.GetValue(_why),
            ColumnSeconds = parsed.GetValue(_column),
            PicturesDirectory = parsed.GetValue(_pictures),
            Seed = parsed.GetValue(_seed),
        };
    }

    /// <summary>The arguments for <c>samples/Compare</c> if a command line without errors asks for a comparison, else null.</summary>
    public IReadOnlyList<string>? ReadComparison(ParseResult parsed)
    {
        if (parsed.GetResult(_compare) is null)
            return null;
        (Option Option, string? Value)[] given =
        [
            (_data, parsed.GetValue(_data)),
            (_folds, parsed.GetValue(_folds)?.ToString(CultureInfo.InvariantCulture)),
            (_split, parsed.GetValue(_split)),
            (_column, parsed.GetValue(_column)?.ToString(CultureInfo.InvariantCulture)),
            (_seed, parsed.GetValue(_seed).ToString(CultureInfo.InvariantCulture)),
            (_markdown, parsed.GetValue(_markdown)),
            (_csv, parsed.GetValue(_csv)),
        ];
        var arguments = new List<string>();
        if (parsed.GetValue(_compare) is { } models)
            arguments.AddRange("--models", models);
        foreach ((Option option, string? value) in given)
            if (value is not null)
                arguments.AddRange(option.Name, value);
        return arguments;
    }

    private void CheckPretrained(CommandResult command)
    {
        if (command.GetResult(_pretrained) is null)
            return;
        if (command.GetResult(_data) is null)
            command.AddError("--pretrained needs --data: name a folder of music with one sub-folder a genre.");
        foreach (Option option in new Option[] { _backbone, _folds, _split, _groupDuplicates, _alsoRandom, _column }.Where(option => command.GetResult(option) is not null))
            command.AddError($"{option.Name} does not go with --pretrained, which trains nothing.");
    }

    private void CheckComparison(CommandResult command)
    {
        bool compares = command.GetResult(_compare) is not null;
        if (compares && command.GetResult(_data) is null)
            command.AddError("--compare needs --data: name a folder of music with one sub-folder a genre.");
        Option[] misplaced = compares ? [_backbone, _pretrained, _model, _classify, _json, _report, _groupDuplicates, _alsoRandom, _why, _pictures] : [_markdown, _csv];
        foreach (Option option in misplaced.Where(option => command.GetResult(option) is not null))
            command.AddError(compares ? $"{option.Name} does not go with --compare." : $"{option.Name} goes with --compare only.");
    }
}
