using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace QuickStart;

/// <summary>Runs what a command line asks for, and turns errors into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Exit code: everything went well.</summary>
    public const int Success = 0;

    /// <summary>Exit code: something is wrong with the data, a file or the machine.</summary>
    public const int Failure = 1;

    /// <summary>Exit code: something is wrong with the command line.</summary>
    public const int UsageError = 2;

    /// <summary>Exit code: stopped with Ctrl+C, as shells report it.</summary>
    public const int Cancelled = 130;

    /// <summary>Reads a command line and runs what it asks for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="console">Where results are shown.</param>
    /// <param name="error">Where errors are told.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, IAnsiConsole console, TextWriter error)
    {
        var definition = new CommandLineDefinition();
        definition.Command.SetAction((parsed, cancellationToken) =>
            Task.Run(() => Run(definition.Read(parsed), console, error, cancellationToken), CancellationToken.None));
        ParseResult result = definition.Command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (ParseError problem in result.Errors)
                error.WriteLine(problem.Message);
            error.WriteLine("Try --help.");
            return UsageError;
        }
        return await result.InvokeAsync(new InvocationConfiguration
        {
            Output = console.Profile.Out.Writer,
            Error = error,
            // A fault of the program keeps its stack trace; everything else is caught below.
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        });
    }

    /// <summary>Runs the sample.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(QuickStartOptions options, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return new QuickStartApp(options, console, error).Run(cancellationToken) ? Success : Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Cancelled.");
            return Cancelled;
        }
        catch (Exception exception) when (Problem.IsForPeople(exception))
        {
            error.WriteLine(Problem.OneLine(exception));
            return Failure;
        }
    }
}
