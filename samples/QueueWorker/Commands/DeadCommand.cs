using System.CommandLine;
using System.Text;
using QueueWorker.Queue;

namespace QueueWorker.Commands;

/// <summary>The command <c>dead</c>: writes the messages that were given up, or puts them into the queue again.</summary>
internal static class DeadCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter log)
    {
        var retry = new Option<bool>("--retry") { Description = "Put them into the queue again, as far as there is room." };
        var command = new Command("dead", "Write the messages that were given up, a line of JSON each.") { retry };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using TrackQueue queue = await connection.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
            int sent = 0, left = 0;
            await foreach ((ulong sequence, DeadLetter letter) in queue.Dead.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                output.WriteLine(Encoding.UTF8.GetString(Json.Write(letter)));
                if (!parsed.GetValue(retry))
                    continue;
                var job = new TrackJob(letter.Id, letter.Path);
                Sent what = await queue.TrySendAsync(job, again: true, cancellationToken).ConfigureAwait(false);
                if (what == Sent.QueueIsFull)
                {
                    left++;
                    continue;
                }
                await queue.Dead.RemoveAsync(sequence, cancellationToken).ConfigureAwait(false);
                sent++;
            }
            if (parsed.GetValue(retry))
                log.WriteLine($"{sent} messages sent again{(left > 0 ? $"; {left} did not fit into the queue" : "")}.");
            return 0;
        });
        return command;
    }
}
