using System.CommandLine;
using System.Text;
using QueueWorker.Queue;

namespace QueueWorker.Commands;

/// <summary>The command <c>status</c>: says how full the queue is.</summary>
internal static class StatusCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ConnectionOptions connection, TextWriter output)
    {
        var json = new Option<bool>("--json") { Description = "As a line of JSON." };
        var command = new Command("status", "Say how full the queue is, what is in work, done and given up.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using TrackQueue queue = await connection.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
            QueueStatus status = await queue.StatusAsync(cancellationToken).ConfigureAwait(false);
            output.WriteLine(parsed.GetValue(json) ? Encoding.UTF8.GetString(Json.Write(status)) : $"""
                in the queue   {status.Length} of at most {status.Capacity}
                waiting        {status.Waiting}
                in work        {status.InWork}, {status.Redelivered} of them not for the first time
                results        {status.Results}
                given up       {status.Dead}
                """);
            return 0;
        });
        return command;
    }
}
