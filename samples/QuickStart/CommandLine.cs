using Spectre.Console;

namespace QuickStart;

/// <summary>Runs what this sample's command line asks for.</summary>
internal static class CommandLine
{
    /// <summary>Exit code: everything went well.</summary>
    public const int Success = CommandRunner.Success;

    /// <summary>Exit code: something is wrong with the data, a file or the machine.</summary>
    public const int Failure = CommandRunner.Failure;

    /// <summary>Exit code: something is wrong with the command line.</summary>
    public const int UsageError = CommandRunner.UsageError;

    /// <summary>Exit code: stopped with Ctrl+C, as shells report it.</summary>
    public const int Cancelled = CommandRunner.Cancelled;

    /// <summary>Reads a command line and runs what it asks for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="console">Where results are shown.</param>
    /// <param name="error">Where errors are told.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments, IAnsiConsole console, TextWriter error)
    {
        var definition = new CommandLineDefinition();
        return CommandRunner.RunAsync(
            definition.Command,
            async (parsed, cancellationToken) => definition.ReadComparison(parsed) is { } comparison
                ? await ComparisonHandover.RunAsync(comparison, error, cancellationToken)
                : Run(definition.Read(parsed), console, error, cancellationToken),
            arguments,
            console,
            error);
    }

    /// <summary>Runs the sample.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(QuickStartOptions options, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken)
        => CommandRunner.Guard(
            () => options.Pretrained
                ? new PretrainedApp(options, console, error).Run(cancellationToken)
                : new QuickStartApp(options, console, error).Run(cancellationToken),
            error,
            cancellationToken);
}
