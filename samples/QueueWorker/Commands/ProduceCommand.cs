using System.CommandLine;
using QueueWorker.Queue;
using QueueWorker.Working;

namespace QueueWorker.Commands;

/// <summary>The command <c>produce</c>: puts a list of tracks into the queue.</summary>
internal static class ProduceCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ConnectionOptions connection, TextWriter log)
    {
        var list = new Argument<string>("LIST")
        {
            Description = "A file with a path a line, as the workers see it; or an id of your own, a tab and the path. "
                + "- is standard input.",
        };
        var command = new Command("produce", "Put a list of tracks into the queue. While it is full, this waits.") { list };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string name = parsed.GetValue(list)!;
            using TextReader reader = name == "-" ? Console.In : File.OpenText(name);
            await using TrackQueue queue = await connection.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
            var producer = new Producer(queue, connection.PatienceOf(parsed), log);
            try
            {
                await producer.SendAsync(JobList.Read(reader, name), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                log.WriteLine($"{producer.Accepted} messages sent, {producer.Duplicates} were there before.");
            }
            return 0;
        });
        return command;
    }
}
