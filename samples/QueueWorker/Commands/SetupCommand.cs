using System.CommandLine;
using QueueWorker.Queue;

namespace QueueWorker.Commands;

/// <summary>The command <c>setup</c>: makes a queue, or changes one.</summary>
internal static class SetupCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ConnectionOptions connection, TextWriter log)
    {
        var defaults = new QueueSettings();
        Option<int> capacity = Numbers.Count(
            "--capacity", "N", defaults.Capacity, "The most messages that the queue takes; producers wait beyond.");
        Option<double> ackWait = Numbers.Seconds(
            "--ack-wait",
            defaults.AckWait.TotalSeconds,
            "After how many seconds without a word from a worker another one gets its message. Workers say every third of it that they "
            + "are at work.");
        Option<double> window = Numbers.Seconds(
            "--duplicate-window",
            defaults.DuplicateWindow.TotalSeconds,
            "For how many seconds the server remembers the ids of messages and drops those that are sent twice.");
        var command = new Command(
            "setup", "Make a queue, or change one. The other commands make one with the defaults where there is none.")
        {
            capacity,
            ackWait,
            window,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = new QueueSettings
            {
                Capacity = parsed.GetValue(capacity),
                AckWait = TimeSpan.FromSeconds(parsed.GetValue(ackWait)),
                DuplicateWindow = TimeSpan.FromSeconds(parsed.GetValue(window)),
            };
            await using TrackQueue queue = await connection.OpenAsync(parsed, cancellationToken, settings).ConfigureAwait(false);
            log.WriteLine($"The queue '{queue.Names.Name}' takes {settings.Capacity} messages.");
            return 0;
        });
        return command;
    }
}
