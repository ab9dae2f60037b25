using NATS.Client.JetStream;
using QueueWorker.Queue;

namespace QueueWorker.Working;

/// <summary>Tells the server that a message is being worked on, so that a long track is not given to another worker.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;

    /// <summary>Starts it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="ackWait">How long a worker may be silent; it says something every third of it.</param>
    public Heartbeat(INatsJSMsg<byte[]> message, TimeSpan ackWait) => _beats = BeatAsync(message, ackWait / 3);

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _beats.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task BeatAsync(INatsJSMsg<byte[]> message, TimeSpan period)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, _end.Token).ConfigureAwait(false);
                await message.AckProgressAsync(cancellationToken: _end.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (Outage.Is(e))
            {
                // The end, or the server is away: then another worker may do the track, too, and the first result stays.
            }
        }
    }
}
