using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Training;

namespace QuickStart;

/// <summary>The options of the command line and how they are read.</summary>
internal sealed class CommandLineDefinition
{
    private const string GtzanFiltered = "gtzan-filtered";

    private readonly Option<string?> _data = Text(
        "--data", "DIR", "A folder of music with one sub-folder a genre: audio files or spectrogram PNGs. Without it demo music is composed.");

    private readonly Option<string?> _backbone = Text(
        "--backbone",
        "NAME",
        $"What turns sound into numbers: {string.Join(", ", BackboneCatalog.Names)}, or the path of an ONNX file. "
        + $"Without it: {BackboneCatalog.Default}.");

    private readonly Option<int?> _folds = new("--folds")
    {
        HelpName = "K",
        Description = "Cross-validate over K folds instead of holding tracks out once. Folds that the data's tracks.csv gives are used as they are.",
    };

    private readonly Option<string?> _split = Text(
        "--split", "NAME", $"A published split of a known data set: {GtzanFiltered}. Without it a stratified fifth is held out.");

    private readonly Option<string?> _model = Text(
        "--model", "OUT", "Save the model here, trained in the end on all tracks. Without it the model goes to the pictures.");

    private readonly Option<string[]> _classify = new("--classify")
    {
        HelpName = "FILE…",
        Description = "Tell the genre of these files. Without it one of the held-out tracks is classified.",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _json = Text("--json", "OUT", "Write the results to this file, for programs.");

    private readonly Option<string?> _pictures = Text("--pictures", "DIR", "Where the pictures go. Without it: spectrograms/ of the repository.");

    private readonly Option<int> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Another seed holds out other tracks.",
        DefaultValueFactory = _ => new QuickStartOptions().Seed,
    };

    /// <summary>Describes the options.</summary>
    public CommandLineDefinition()
    {
        Command = new RootCommand(
            "Trains a music genre classifier and shows what it can do. "
            + "With no arguments it composes its own music, so it needs no files and no network.")
        {
            _data, _backbone, _folds, _split, _model, _classify, _json, _pictures, _seed,
        };
        _split.Validators.Add(CheckSplit);
        _split.CompletionSources.Add(GtzanFiltered);
        _classify.Validators.Add(RequireValues);
        Command.Validators.Add(CheckFolds);
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
            Folds = parsed.GetValue(_folds),
            Split = parsed.GetValue(_split) is null ? defaults.Split : TrainSplit.GtzanFiltered,
            ModelPath = parsed.GetValue(_model),
            Classify = parsed.GetValue(_classify) ?? [],
            JsonPath = parsed.GetValue(_json),
            PicturesDirectory = parsed.GetValue(_pictures),
            Seed = parsed.GetValue(_seed),
        };
    }

    private static Option<string?> Text(string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = description };
        option.Validators.Add(RequireValues);
        return option;
    }

    // The parser takes the next option for a value where one is missing.
    private static void RequireValues(OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{result.Option.Name} must not be empty.");
        else if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
            result.AddError($"{result.Option.Name} needs a value, but is followed by {option.Value}.");
    }

    private static void CheckSplit(OptionResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value != GtzanFiltered) is { } other)
            result.AddError($"--split knows {GtzanFiltered} only, not '{other.Value}'.");
    }

    private void CheckFolds(CommandResult command)
    {
        if (command.GetResult(_folds) is not { } folds)
            return;
        if (command.GetResult(_split) is not null)
            command.AddError("--folds and --split exclude each other: a published split is one split, not folds.");
        // What is no number is told by the parser.
        if (folds.Tokens.Count == 1 && int.TryParse(folds.Tokens[0].Value, out int count) && count < 2)
            command.AddError("--folds must be at least 2.");
    }
}
