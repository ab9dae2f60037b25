using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>Arguments and options that commands have in common, and the rules for their values.</summary>
internal static class CommonOptions
{
    /// <summary>The only published split there is.</summary>
    public const string GtzanFiltered = "gtzan-filtered";

    /// <summary>The seed where none is given.</summary>
    public const int DefaultSeed = 1;

    /// <summary>The name of the argument that is a folder of music to learn from or to measure on.</summary>
    public const string DataName = "DIR";

    private const string QuietName = "--quiet", VerboseName = "--verbose";

    /// <summary>Creates an option whose value is a text that must not be empty.</summary>
    public static Option<string?> Text(string name, string helpName, string description, params string[] aliases)
    {
        var option = new Option<string?>(name, aliases) { HelpName = helpName, Description = description };
        option.Validators.Add(RequireValues);
        return option;
    }

    /// <summary>Creates an option whose value is a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="helpName">What stands for the number in the help.</param>
    /// <param name="least">The least number that is allowed.</param>
    /// <param name="description">What it is for.</param>
    public static Option<int?> Number(string name, string helpName, int least, string description)
    {
        var option = new Option<int?>(name) { HelpName = helpName, Description = description };
        // What is no number is told by the parser.
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int number) && number < least)
                result.AddError($"{name} must be at least {least}.");
        });
        return option;
    }

    /// <summary>Creates the options that every command has.</summary>
    public static IEnumerable<Option> OfAllCommands() =>
    [
        new Option<bool>(QuietName, "-q") { Description = "Say nothing but results and errors.", Recursive = true },
        new Option<bool>(VerboseName, "-v") { Description = "Also say what explains a surprise.", Recursive = true },
    ];

    /// <summary>Gets how much is said beside the results.</summary>
    public static Verbosity VerbosityOf(ParseResult parsed)
        => parsed.GetValue<bool>(VerboseName) ? Verbosity.Verbose
            : parsed.GetValue<bool>(QuietName) ? Verbosity.Quiet
            : Verbosity.Normal;

    /// <summary>Creates an option whose value is a probability, 0…1.</summary>
    public static Option<double?> Probability(string name, string description)
    {
        var option = new Option<double?>(name) { HelpName = "P", Description = description };
        option.Validators.Add(result =>
        {
            bool isNumber = double.TryParse(result.Tokens.FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out double value);
            if (isNumber && !(value is >= 0 and <= 1))
                result.AddError($"{name} must be between 0 and 1, as 0.5 for 50 %.");
        });
        return option;
    }

    /// <summary>Creates an option without a value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>Creates the argument <c>PATH…</c>.</summary>
    public static Argument<string[]> Files()
        => new("PATH") { Description = "Audio files or spectrogram PNGs.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Creates the argument <c>PATH…</c> of commands that also take whole folders and lists.</summary>
    public static Argument<string[]> FilesAndFolders() => new("PATH")
    {
        Description = "Audio files, spectrogram PNGs, or folders with all that is in them. @LIST stands for the paths in the file LIST, "
            + "- for those on standard input, one a line.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Creates the argument <c>DIR</c>, a folder of music.</summary>
    public static Argument<string> Data()
        => new(DataName) { Description = "A folder of music with one sub-folder a genre: audio files or spectrogram PNGs." };

    /// <summary>Creates the option <c>--backbone</c>.</summary>
    public static Option<string?> Backbone() => Text(
        "--backbone",
        "NAME",
        $"What turns sound into numbers: {string.Join(", ", BackboneCatalog.Names)}, or the path of an ONNX file. "
        + $"Several side by side: mobile+efficientat. Default: {BackboneCatalog.Default}.");

    /// <summary>Creates the option <c>--folds</c>.</summary>
    public static Option<int?> Folds() => Number(
        "--folds",
        "K",
        2,
        "Number of folds of the cross-validation. Folds that the folder's tracks.csv gives are used as they are. Default: 5.");

    /// <summary>Creates the option <c>--seed</c>.</summary>
    public static Option<int?> Seed(string description)
        => new("--seed") { HelpName = "N", Description = $"{description} Default: {DefaultSeed}." };

    /// <summary>Creates the option <c>--model</c>.</summary>
    public static Option<string?> Model()
        => Text("--model", "MODEL", "A model that the command train wrote. Without it: the ready-made classifier.", "-m");

    /// <summary>Creates the option <c>--genres</c>.</summary>
    public static Option<string?> Genres()
        => Text("--genres", "NAMES", "Choose among these genres only, separated by commas. For the ready-made classifier.");

    /// <summary>Creates the option <c>--cache</c>.</summary>
    public static Option<string?> Cache()
        => Text("--cache", "DIR", "Keep embeddings here between runs, instead of the usual place.");

    /// <summary>Creates the option <c>--split</c>.</summary>
    /// <param name="otherwise">What is done without it.</param>
    public static Option<string?> Split(string otherwise)
    {
        Option<string?> option = Text("--split", "NAME", $"A published split of a known data set: {GtzanFiltered}. {otherwise}");
        option.CompletionSources.Add(GtzanFiltered);
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value != GtzanFiltered) is { } other)
                result.AddError($"--split knows {GtzanFiltered} only, not '{other.Value}'.");
        });
        return option;
    }

    /// <summary>Creates the option <c>--column-seconds</c>, above 0 and at most 10.</summary>
    public static Option<double?> ColumnSeconds()
    {
        var option = new Option<double?>("--column-seconds")
        {
            HelpName = "S",
            Description = "How long a column of the folder's spectrogram PNGs lasts, e.g. 0.0605 for clips of 30 s that are 496 columns "
                + "wide. Default: 0.0232, as librosa makes them.",
        };
        option.Validators.Add(result =>
        {
            bool isNumber = double.TryParse(result.Tokens.FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out double seconds);
            if (isNumber && !(seconds is > 0 and <= 10))
                result.AddError($"{option.Name} must be above 0 and at most 10.");
        });
        return option;
    }

    /// <summary>Insists on values; the parser takes the next option for a value where one is missing.</summary>
    public static void RequireValues(OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{result.Option.Name} must not be empty.");
        else if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
            result.AddError($"{result.Option.Name} needs a value, but is followed by {option.Value}.");
    }

    /// <summary>Gets an option's text for rules; null where it is not given, or has no value, which the parser complains about.</summary>
    public static string? TextOf(CommandResult command, Option option) => command.GetResult(option)?.Tokens.FirstOrDefault()?.Value;

    /// <summary>Insists that of two options at most one is given.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="one">An option.</param>
    /// <param name="other">Another one.</param>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public static void RequireNotBoth(CommandResult command, Option one, Option other, string reason)
    {
        if (command.GetResult(one) is { Implicit: false } && command.GetResult(other) is { Implicit: false })
            command.AddError($"{one.Name} and {other.Name} exclude each other: {reason}");
    }

    /// <summary>Reads names that are separated by commas.</summary>
    public static string[] Names(string? names)
        => names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
