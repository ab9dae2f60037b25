using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using QueueWorker.Queue;

namespace QueueWorker.Working;

/// <summary>
/// Messages that are acknowledged and still in the stream. A server that is killed can forget that it removed them: no worker gets them any
/// more, and they take up room in the queue.
/// </summary>
internal static class StrandedMessages
{
    /// <summary>Removes them; those without a result are put into the queue again before.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> PutInOrderAsync(TrackQueue queue, CancellationToken cancellationToken)
    {
        // The stream first: what it holds then and the consumer, asked later, has no more to do with is stranded.
        INatsJSStream stream = await queue.StreamAsync(cancellationToken).ConfigureAwait(false);
        await queue.Consumer.RefreshAsync(cancellationToken).ConfigureAwait(false);
        StreamState state = stream.Info.State;
        ConsumerInfo workers = queue.Consumer.Info;
        ulong acknowledged = workers is { NumPending: 0, NumAckPending: 0 } ? workers.Delivered.StreamSeq : workers.AckFloor.StreamSeq;
        if (state.Messages == 0 || state.FirstSeq > acknowledged)
            return 0;
        int count = 0;
        await foreach ((ulong sequence, byte[] data) in Stored
            .ReadAsync(stream, queue.Names.Subject, state.FirstSeq, Math.Min(acknowledged, state.LastSeq), cancellationToken)
            .ConfigureAwait(false))
        {
            if (JobReader.TryRead(data, out TrackJob? job) && !await IsDoneAsync(queue, job.Id, cancellationToken).ConfigureAwait(false))
                await SendAgainAsync(queue, job, cancellationToken).ConfigureAwait(false);
            await Stored.RemoveAsync(stream, sequence, cancellationToken).ConfigureAwait(false);
            count++;
        }
        return count;
    }

    private static async Task<bool> IsDoneAsync(TrackQueue queue, string id, CancellationToken cancellationToken)
        => await queue.Results.HasAsync(id, cancellationToken).ConfigureAwait(false)
            || await queue.Dead.HasAsync(id, cancellationToken).ConfigureAwait(false);

    // First in, then out: whoever is killed between has the message there twice, and never not at all.
    private static async Task SendAgainAsync(TrackQueue queue, TrackJob job, CancellationToken cancellationToken)
    {
        if (await queue.TrySendAsync(job, again: true, cancellationToken).ConfigureAwait(false) != Sent.QueueIsFull)
            return;
        await queue.WidenAsync(widen: true, cancellationToken).ConfigureAwait(false);
        Sent sent = await queue.TrySendAsync(job, again: true, cancellationToken).ConfigureAwait(false);
        await queue.WidenAsync(widen: false, cancellationToken).ConfigureAwait(false);
        if (sent == Sent.QueueIsFull)
            throw new TimeoutException("The queue is full.");
    }
}
