using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace QuickStart;

/// <summary>Runs a command of a sample, and turns errors into one line and an exit code.</summary>
internal static class CommandRunner
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
    /// <param name="command">The command; its action is set here.</param>
    /// <param name="run">Does what a command line without errors asks for and gives the exit code; its token is cancelled by Ctrl+C.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="console">Where results are shown.</param>
    /// <param name="error">Where errors are told.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        RootCommand command, Func<ParseResult, CancellationToken, Task<int>> run, string[] arguments, IAnsiConsole console, TextWriter error)
    {
        command.SetAction((parsed, cancellationToken) => Task.Run(() => run(parsed, cancellationToken), CancellationToken.None));
        ParseResult result = command.Parse(arguments);
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
            // A fault of the program keeps its stack trace; everything else is caught by Guard.
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        });
    }

    /// <summary>Reads a command line and runs the sample that it asks for.</summary>
    /// <param name="command">The command; its action is set here.</param>
    /// <param name="read">What a command line without errors asks for.</param>
    /// <param name="run">The sample; false where not all went well. Its token is cancelled by Ctrl+C.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="console">Where results are shown.</param>
    /// <param name="error">Where errors are told.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync<TOptions>(
        RootCommand command, Func<ParseResult, TOptions> read, Func<TOptions, CancellationToken, bool> run, string[] arguments, IAnsiConsole console, TextWriter error)
        => RunAsync(
            command,
            (parsed, cancellationToken) => Task.FromResult(Guard(() => run(read(parsed), cancellationToken), error, cancellationToken)),
            arguments,
            console,
            error);

    /// <summary>Runs a sample; what the user can do something about becomes one line.</summary>
    /// <param name="run">The sample; false where not all went well.</param>
    /// <param name="error">Where errors are told.</param>
    /// <param name="cancellationToken">Tells a sample that was stopped from one that failed.</param>
    /// <returns>The exit code.</returns>
    public static int Guard(Func<bool> run, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return run() ? Success : Failure;
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
