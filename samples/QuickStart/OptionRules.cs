using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace QuickStart;

/// <summary>What options of the samples have in common.</summary>
internal static class OptionRules
{
    /// <summary>The only published split there is.</summary>
    public const string GtzanFiltered = "gtzan-filtered";

    /// <summary>An option whose value is a text that must not be empty.</summary>
    public static Option<string?> Text(string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = description };
        option.Validators.Add(RequireValues);
        return option;
    }

    /// <summary>The option <c>--split</c>.</summary>
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

    /// <summary>The option <c>--column-seconds</c>, above 0 and at most 10.</summary>
    public static Option<double?> ColumnSeconds()
    {
        var option = new Option<double?>("--column-seconds")
        {
            HelpName = "S",
            Description = "How long a column of the data's spectrogram PNGs lasts, e.g. 0.0605 for clips of 30 s that are 496 columns wide. Without it: 0.0232, as librosa makes them.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double seconds) && !(seconds is > 0 and <= 10))
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

    /// <summary>Insists on a least number. What is no number is told by the parser.</summary>
    public static void RequireAtLeast(CommandResult command, Option option, int least)
    {
        if (command.GetResult(option) is { Tokens: [var token] } && int.TryParse(token.Value, out int number) && number < least)
            command.AddError($"{option.Name} must be at least {least}.");
    }

    /// <summary>Insists that <c>--folds</c>, two of them at least, and <c>--split</c> are not both given.</summary>
    public static void CheckFolds(CommandResult command, Option folds, Option split)
    {
        if (command.GetResult(folds) is not null && command.GetResult(split) is not null)
            command.AddError("--folds and --split exclude each other: a published split is one split, not folds.");
        RequireAtLeast(command, folds, 2);
    }
}
