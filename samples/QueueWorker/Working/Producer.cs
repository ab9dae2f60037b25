using QueueWorker.Queue;

namespace QueueWorker.Working;

/// <summary>Puts tracks into the queue, and waits while it is full.</summary>
internal sealed class Producer(TrackQueue queue, TimeSpan patience, TextWriter log)
{
    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets how many messages the queue took.</summary>
    public int Accepted { get; private set; }

    /// <summary>Gets how many messages were dropped, since one of the same id was sent lately.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Gets how often the queue was full.</summary>
    public int TimesFull { get; private set; }

    /// <summary>Sends tracks, in order.</summary>
    public async Task SendAsync(IEnumerable<TrackJob> jobs, CancellationToken cancellationToken)
    {
        foreach (TrackJob job in jobs)
        {
            Sent sent = await TrySendAsync(job, cancellationToken).ConfigureAwait(false);
            if (sent == Sent.QueueIsFull)
            {
                if (TimesFull++ == 0)
                    log.WriteLine($"The queue is full after {Accepted} messages; waiting for the workers.");
                do
                    await Task.Delay(FullPause, cancellationToken).ConfigureAwait(false);
                while ((sent = await TrySendAsync(job, cancellationToken).ConfigureAwait(false)) == Sent.QueueIsFull);
            }
            if (sent == Sent.Accepted)
                Accepted++;
            else
                Duplicates++;
        }
    }

    private Task<Sent> TrySendAsync(TrackJob job, CancellationToken cancellationToken)
        => Outage.RideOutAsync(() => queue.TrySendAsync(job, again: false, cancellationToken), patience, cancellationToken);
}
