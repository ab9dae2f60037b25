using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Cli.Commands;

namespace MusicGenre.MLNet.Cli;

/// <summary>The tool: all commands that need nothing but the package. An add-on adds its own to <see cref="Root"/>.</summary>
internal sealed class Tool
{
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
            new Command("backbones", "List the networks that turn sound into numbers, or verify them.")
            {
                new BackbonesListCommand(session),
                new BackbonesVerifyCommand(session),
            },
        };
    }

    /// <summary>Gets the command that all others belong to.</summary>
    public RootCommand Root { get; }

    /// <summary>Reads a command line and does what it asks for.</summary>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken = default)
    {
        ParseResult result = Root.Parse(arguments);
        if (UnknownOptions(result) is { Count: > 0 } unknown)
            return Refuse(result, unknown.Select(option => $"There is no option {option}."));
        if (result.Errors.Count > 0)
            return Refuse(result, result.Errors.Select(problem => problem.Message));
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

    // The parser takes an option that it does not know for an argument, and then complains about everything but that.
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
