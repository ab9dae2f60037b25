using System.Net.Sockets;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace QueueWorker.Queue;

/// <summary>Rides out that the server is away for a while: it is restarted, or the network is down.</summary>
internal static class Outage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // JetStream's "no message found", "stream not found" and the like are answers and no outage.
    private const int FirstServerError = 500;

    /// <summary>Does what may be done twice, until it succeeds or the server has been away for too long.</summary>
    /// <param name="work">The work.</param>
    /// <param name="patience">For how long it is tried.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueueException">The server was away for too long.</exception>
    public static async Task<T> RideOutAsync<T>(Func<Task<T>> work, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (long began = Environment.TickCount64; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception e) when (Is(e) && !cancellationToken.IsCancellationRequested)
            {
                if (Environment.TickCount64 - began > patience.TotalMilliseconds)
                {
                    string message = FormattableString.Invariant(
                        $"The NATS server has not answered for {patience.TotalSeconds:0} s: {e.Message.TrimEnd('.')}.");
                    throw new QueueException($"{message} Is it running, with JetStream?", e);
                }
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc cref="RideOutAsync{T}"/>
    public static Task RideOutAsync(Func<Task> work, TimeSpan patience, CancellationToken cancellationToken) => RideOutAsync(
        async () =>
        {
            await work().ConfigureAwait(false);
            return true;
        },
        patience,
        cancellationToken);

    /// <summary>Whether an error means that the server is away or not ready yet.</summary>
    public static bool Is(Exception e) => e switch
    {
        NatsJSApiException api => api.Error.Code >= FirstServerError,
        NatsException or TimeoutException or IOException or SocketException or OperationCanceledException => true,
        _ => false,
    };
}
