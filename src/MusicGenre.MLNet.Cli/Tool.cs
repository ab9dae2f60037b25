using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Cli.Commands;
using MusicGenre.MLNet.Cli.Terminal;

namespace MusicGenre.MLNet.Cli;

/// <summary>The tool: all commands that need nothing but the package. An add-on adds its own to <see cref="Root"/>.</summary>
internal sealed class Tool
{
    private const string DataOption = "--data";

    private readonly Session _session;

    /// <summary>Creates the tool.</summary>
    /// <param name="description">What it is, for its help.</param>
    /// <param name="session">Where it writes.</param>
    /// <param name="learners">The networks that it can train.</param>
    public Tool(string description, Session session, ILearners learners)
    {
        _session = session;
        Root = new RootCommand(description)
        {
            new ClassifyCommand(session),
            new EmbedCommand(session),
            new MergeCommand(session),
            new TagCommand(session),
            new TrainCommand(session, learners),
            EvaluateCommand.Create(session),
            EvaluateCommand.CreateReport(session),
            new CrossValidateCommand(session, learners),
            new CompareCommand(session, learners),
            new ExplainCommand(session),
            new SpectrogramCommand(session),
            new Command("augment", "Show what augmentation does, to a clip or to a classifier, or write augmented copies.")
            {
                new AugmentGalleryCommand(session),
                new AugmentWriteCommand(session),
                new AugmentAblationCommand(session),
            },
            new DuplicatesCommand(session),
            new SimilarCommand(session),
            new Command("model", "Show what a model knows, or export it.")
            {
                new ModelInfoCommand(session),
                new ModelExportCommand(session),
            },
            new Command("backbones", "List the networks that turn sound into numbers, or verify them.")
            {
                new BackbonesListCommand(session),
                new BackbonesVerifyCommand(session),
            },
            CacheCommand.Create(session),
            new DoctorCommand(session),
            new CompletionCommand(session),
        };
        foreach (Option option in CommonOptions.OfAllCommands())
            Root.Add(option);
        HelpWithExamples.AddTo(Root);
    }

    /// <summary>Gets the command that all others belong to.</summary>
    public RootCommand Root { get; }

    /// <summary>Reads a command line and does what it asks for.</summary>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken = default)
    {
        ParseResult result = Parse(arguments);
        // A shell asks what may come next, in the middle of a line.
        bool isComplete = arguments is not [['[', ..], ..];
        if (isComplete && Problems(result) is { Count: > 0 } problems)
            return Refuse(result, problems);
        var configuration = new InvocationConfiguration
        {
            Output = _session.Results,
            Error = _session.Error,
            // A fault of the program keeps its stack trace; everything else is caught by ToolCommand.
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        return await result.InvokeAsync(configuration, cancellationToken);
    }

    /// <summary>
    /// Reads a command line. What everyone types is understood: a file, a folder or a list without a command is classified, and a folder
    /// may be given as <c>--data DIR</c>.
    /// </summary>
    public ParseResult Parse(IReadOnlyList<string> arguments)
    {
        // Lists of files are read as they are needed, not put in the place of the argument.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        bool isPath = arguments is [var first, ..] && !Root.Subcommands.Any(command => command.Name == first)
            && (first is "-" or ['@', _, ..] || File.Exists(first) || Directory.Exists(first));
        ParseResult result = Root.Parse(isPath ? ["classify", .. arguments] : arguments, configuration);
        return HasData(result.CommandResult.Command)
            ? Root.Parse([.. arguments.Where(argument => argument != DataOption).Select(WithoutData)], configuration)
            : result;
    }

    // The parser's own messages come last: it complains about everything but a word that it does not know.
    private static IReadOnlyList<string> Problems(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        if (UnknownCommand(result) is { } name)
            return [$"There is no command '{name}'.{Suggestion.For(name, NamesBelow(command))}"];
        List<string> unknown = UnknownOptions(result);
        return unknown.Count > 0
            ? [.. unknown.Select(option => $"There is no option {option}.{Suggestion.For(option, OptionsOf(command))}")]
            : [.. result.Errors.Select(problem => problem.Message)];
    }

    private static string WithoutData(string argument)
        => argument.StartsWith(DataOption + "=", StringComparison.Ordinal) ? argument[(DataOption.Length + 1)..] : argument;

    private static bool HasData(Command command) => command.Arguments.Any(argument => argument.Name == CommonOptions.DataName);

    private static string? UnknownCommand(ParseResult result) => result.CommandResult.Command is { Subcommands.Count: > 0 }
        ? result.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-'))
        : null;

    private static IEnumerable<string> NamesBelow(Command command) => command.Subcommands.Select(below => below.Name);

    // Those of the commands above are for all below them.
    private static IEnumerable<string> OptionsOf(Command command) =>
    [
        .. command.Options.Concat(command.Parents.OfType<Command>().SelectMany(above => above.Options.Where(option => option.Recursive)))
            .SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal)),
        .. HasData(command) ? (string[])[DataOption] : [],
    ];

    // The parser takes an option that it does not know for an argument.
    private static List<string> UnknownOptions(ParseResult result) =>
    [
        .. result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Concat(result.UnmatchedTokens)
            .Where(text => text.StartsWith("--", StringComparison.Ordinal) && !File.Exists(text)),
    ];

    private int Refuse(ParseResult result, IEnumerable<string> problems)
    {
        foreach (string problem in problems)
            _session.Error.WriteLine(problem);
        _session.Error.WriteLine($"Try {string.Join(' ', PathOf(result.CommandResult.Command))} --help.");
        return ExitCode.UsageError;
    }

    private static IEnumerable<string> PathOf(Command command)
        => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? PathOf(parent).Append(command.Name) : [command.Name];
}
