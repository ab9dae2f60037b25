using System.Runtime.CompilerServices;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace QueueWorker.Queue;

/// <summary>Messages of a stream by their numbers in it, without a consumer.</summary>
internal static class Stored
{
    private const int NotFound = 404;

    /// <summary>Gets one message; null if it is not there.</summary>
    public static async Task<(ulong Sequence, byte[] Data)?> GetAsync(
        INatsJSStream stream, StreamMsgGetRequest request, CancellationToken cancellationToken)
    {
        try
        {
            StreamMsgGetResponse answer = await stream.GetAsync(request, cancellationToken).ConfigureAwait(false);
            return (answer.Message.Seq, answer.Message.Data.ToArray());
        }
        catch (NatsJSApiException e) when (e.Error.Code == NotFound)
        {
            return null;
        }
    }

    /// <summary>Reads the messages of a subject between two numbers.</summary>
    public static async IAsyncEnumerable<(ulong Sequence, byte[] Data)> ReadAsync(
        INatsJSStream stream, string subject, ulong first, ulong last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ulong next = Math.Max(1, first);
        while (next <= last)
        {
            var request = new StreamMsgGetRequest { Seq = next, NextBySubj = subject };
            if (await GetAsync(stream, request, cancellationToken).ConfigureAwait(false) is not { } message || message.Sequence > last)
                yield break;
            yield return message;
            next = message.Sequence + 1;
        }
    }

    /// <summary>Removes a message, unless somebody else did.</summary>
    public static async Task RemoveAsync(INatsJSStream stream, ulong sequence, CancellationToken cancellationToken)
    {
        try
        {
            await stream.DeleteMessageAsync(new StreamMsgDeleteRequest { Seq = sequence }, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException) when (!cancellationToken.IsCancellationRequested)
        {
            // 404, or 500 "sequence not found" by older servers; what is still there after an outage is found again.
        }
    }
}
