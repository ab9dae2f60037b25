using System.CommandLine;
using System.Text;
using QueueWorker.Queue;

namespace QueueWorker.Commands;

/// <summary>The command <c>results</c>: writes all results, a line of JSON each.</summary>
internal static class ResultsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ConnectionOptions connection, TextWriter output)
    {
        var command = new Command("results", "Write all results, a line of JSON each.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using TrackQueue queue = await connection.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
            await foreach (TrackResult result in queue.Results.ReadAsync(cancellationToken).ConfigureAwait(false))
                output.WriteLine(Encoding.UTF8.GetString(Json.Write(result)));
            return 0;
        });
        return command;
    }
}
