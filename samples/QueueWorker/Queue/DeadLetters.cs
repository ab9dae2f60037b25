using System.Runtime.CompilerServices;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace QueueWorker.Queue;

/// <summary>The messages that were given up, in a stream with one subject for each id, of which the last letter stays.</summary>
internal sealed class DeadLetters(NatsJSContext jetStream, QueueNames names)
{
    /// <summary>Adds a message. When this returns, the server has it.</summary>
    public async Task AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        PubAckResponse answer = await jetStream.PublishAsync(
            names.DeadSubjectOf(letter.Id), Json.Write(letter), cancellationToken: cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    /// <summary>Whether a message was given up.</summary>
    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken)
    {
        INatsJSStream stream = await StreamAsync(cancellationToken).ConfigureAwait(false);
        return await Stored.GetAsync(stream, new StreamMsgGetRequest { LastBySubj = names.DeadSubjectOf(id) }, cancellationToken)
            .ConfigureAwait(false) is not null;
    }

    /// <summary>Counts them.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
        => (await StreamAsync(cancellationToken).ConfigureAwait(false)).Info.State.Messages;

    /// <summary>Reads them all, the oldest first.</summary>
    public async IAsyncEnumerable<(ulong Sequence, DeadLetter Letter)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        INatsJSStream stream = await StreamAsync(cancellationToken).ConfigureAwait(false);
        StreamState state = stream.Info.State;
        await foreach ((ulong sequence, byte[] data) in Stored
            .ReadAsync(stream, names.DeadSubjects, state.FirstSeq, state.LastSeq, cancellationToken).ConfigureAwait(false))
            yield return (sequence, Json.Read<DeadLetter>(data));
    }

    /// <summary>Removes one.</summary>
    public async Task RemoveAsync(ulong sequence, CancellationToken cancellationToken)
        => await Stored.RemoveAsync(await StreamAsync(cancellationToken).ConfigureAwait(false), sequence, cancellationToken)
            .ConfigureAwait(false);

    private async Task<INatsJSStream> StreamAsync(CancellationToken cancellationToken)
        => await jetStream.GetStreamAsync(names.DeadStream, cancellationToken: cancellationToken).ConfigureAwait(false);
}
