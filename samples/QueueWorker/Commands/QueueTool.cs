using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using MusicGenre.MLNet;
using NATS.Client.Core;

namespace QueueWorker.Commands;

/// <summary>The program's command line, and what becomes of errors.</summary>
internal static class QueueTool
{
    private const int Failure = 1, UsageError = 2, Cancelled = 130;

    // What is in hand when the worker is stopped is finished; a cluster kills after 30 s.
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(25);

    /// <summary>Creates the commands.</summary>
    public static RootCommand Create(TextWriter output, TextWriter log)
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("Classifies tracks that arrive all day, from a queue on NATS JetStream.");
        connection.AddTo(root);
        root.Add(SetupCommand.Create(connection, log));
        root.Add(ProduceCommand.Create(connection, log));
        root.Add(WorkCommand.Create(connection, log));
        root.Add(StatusCommand.Create(connection, output));
        root.Add(ResultsCommand.Create(connection, output));
        root.Add(DeadCommand.Create(connection, output, log));
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0, 1 for an error, 2 for a wrong command line, 130 if it was stopped before its end.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = Create(output, error).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (ParseError problem in parsed.Errors)
                await error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            await error.WriteLineAsync("Try --help.").ConfigureAwait(false);
            return UsageError;
        }
        var settings = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToFinish,
        };
        try
        {
            return await parsed.InvokeAsync(settings).ConfigureAwait(false);
        }
        catch (Exception e) when (e is QueueException or NatsException or MusicGenreException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"Error: {e.Message}").ConfigureAwait(false);
            return Failure;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
    }
}
