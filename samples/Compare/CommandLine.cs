using QuickStart;
using Spectre.Console;

namespace Compare;

/// <summary>Runs what this sample's command line asks for.</summary>
internal static class CommandLine
{
    /// <summary>Reads a command line and runs what it asks for.</summary>
    /// <returns>The exit code, one of <see cref="CommandRunner"/>'s; a model that could not be trained makes it <see cref="CommandRunner.Failure"/>.</returns>
    public static Task<int> RunAsync(string[] arguments, IAnsiConsole console, TextWriter error)
    {
        var definition = new CommandLineDefinition();
        return CommandRunner.RunAsync(
            definition.Command, definition.Read, (options, cancellationToken) => new CompareApp(options, console).Run(cancellationToken), arguments, console, error);
    }
}
