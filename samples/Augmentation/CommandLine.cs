using QuickStart;
using Spectre.Console;

namespace AugmentationSample;

/// <summary>Runs what this sample's command line asks for.</summary>
internal static class CommandLine
{
    /// <summary>Reads a command line and runs what it asks for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="console">Where results are shown.</param>
    /// <param name="error">Where errors are told.</param>
    /// <returns>The exit code, one of <see cref="CommandRunner"/>'s.</returns>
    public static Task<int> RunAsync(string[] arguments, IAnsiConsole console, TextWriter error)
    {
        var definition = new CommandLineDefinition();
        return CommandRunner.RunAsync(
            definition.Command,
            (parsed, cancellationToken) => Task.FromResult(Run(definition.Read(parsed), console, error, cancellationToken)),
            arguments,
            console,
            error);
    }

    /// <summary>Runs the sample.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(AugmentationOptions options, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken)
        => CommandRunner.Guard(() => new AugmentationApp(options, console).Run(cancellationToken), error, cancellationToken);
}
