using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;

namespace QueueWorker.Queue;

/// <summary>
/// The queue on the server: a bounded work-queue stream, the consumer that all workers share, a stream of dead letters, and a key-value
/// bucket of results whose keys are the messages' ids.
/// </summary>
internal sealed class TrackQueue : IAsyncDisposable
{
    private const int QueueIsFull = 10077, NoSuchStream = 10059;

    private readonly NatsConnection _connection;
    private readonly NatsJSContext _jetStream;
    private readonly StreamConfig _config;

    private TrackQueue(NatsConnection connection, NatsJSContext jetStream, QueueNames names, StreamConfig config)
        => (_connection, _jetStream, Names, _config) = (connection, jetStream, names, config);

    /// <summary>Gets the names on the server.</summary>
    public QueueNames Names { get; }

    /// <summary>Gets the consumer that all workers share.</summary>
    public required INatsJSConsumer Consumer { get; init; }

    /// <summary>Gets the results.</summary>
    public required ResultStore Results { get; init; }

    /// <summary>Gets the messages that were given up.</summary>
    public required DeadLetters Dead { get; init; }

    /// <summary>Gets how long a worker may be silent about a message.</summary>
    public TimeSpan AckWait => Consumer.Info.Config.AckWait;

    /// <summary>Opens a queue, and makes it where there is none.</summary>
    /// <param name="server">The server's address, such as nats://127.0.0.1:4222.</param>
    /// <param name="name">The queue's name.</param>
    /// <param name="settings">Its settings; null: as they are, or the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueueException">There is no server, or it has no JetStream.</exception>
    public static async Task<TrackQueue> OpenAsync(
        string server, string name, QueueSettings? settings, CancellationToken cancellationToken)
    {
        var connection = new NatsConnection(new NatsOpts { Url = server, Name = "queue-worker", MaxReconnectRetry = -1 });
        try
        {
            await connection.ConnectAsync().ConfigureAwait(false);
            var jetStream = new NatsJSContext(connection);
            return await OpenAsync(connection, jetStream, new QueueNames(name), settings, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Outage.Is(e) || e is NatsJSApiException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new QueueException(
                $"No queue at {server}: {e.Message.TrimEnd('.')}. Start a NATS server with JetStream there (nats-server --jetstream), "
                + "or name another one with --server.",
                e);
        }
    }

    /// <summary>Puts a track into the queue, unless it is full.</summary>
    /// <param name="job">The track.</param>
    /// <param name="again">Whether it may be there although a message of this id was sent lately.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What became of it.</returns>
    public async Task<Sent> TrySendAsync(TrackJob job, bool again, CancellationToken cancellationToken)
    {
        PubAckResponse answer = await _jetStream.PublishAsync(
            Names.Subject,
            Json.Write(job),
            opts: new NatsJSPubOpts { MsgId = again ? null : job.Id },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        if (answer.Error?.ErrCode == QueueIsFull)
            return Sent.QueueIsFull;
        if (answer.Duplicate)
            return Sent.Duplicate;
        answer.EnsureSuccess();
        return Sent.Accepted;
    }

    /// <summary>Lets the queue take one message more than it is meant to, or the usual number again.</summary>
    public async Task WidenAsync(bool widen, CancellationToken cancellationToken)
    {
        INatsJSStream stream = await StreamAsync(cancellationToken).ConfigureAwait(false);
        long most = widen ? Math.Max(_config.MaxMsgs, stream.Info.State.Messages + 1) : _config.MaxMsgs;
        await stream.UpdateAsync(stream.Info.Config with { MaxMsgs = most }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the stream of messages that wait, as it is now.</summary>
    public async Task<INatsJSStream> StreamAsync(CancellationToken cancellationToken)
        => await _jetStream.GetStreamAsync(Names.Stream, cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Says how full the queue is.</summary>
    public async Task<QueueStatus> StatusAsync(CancellationToken cancellationToken)
    {
        INatsJSStream stream = await StreamAsync(cancellationToken).ConfigureAwait(false);
        await Consumer.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return new QueueStatus(
            stream.Info.State.Messages,
            stream.Info.Config.MaxMsgs,
            (long)Consumer.Info.NumPending,
            Consumer.Info.NumAckPending,
            Consumer.Info.NumRedelivered,
            await Results.CountAsync(cancellationToken).ConfigureAwait(false),
            await Dead.CountAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<TrackQueue> OpenAsync(
        NatsConnection connection, NatsJSContext jetStream, QueueNames names, QueueSettings? settings, CancellationToken cancellationToken)
    {
        StreamConfig config = await StreamOfAsync(jetStream, names, settings, cancellationToken).ConfigureAwait(false);
        await jetStream.CreateOrUpdateStreamAsync(
            new StreamConfig(names.DeadStream, [names.DeadSubjects]) { MaxMsgsPerSubject = 1 }, cancellationToken).ConfigureAwait(false);
        INatsJSConsumer consumer = await ConsumerOfAsync(jetStream, names, settings, cancellationToken).ConfigureAwait(false);
        INatsKVStore results = await new NatsKVContext(jetStream)
            .CreateOrUpdateStoreAsync(new NatsKVConfig(names.Results) { History = 1 }, cancellationToken).ConfigureAwait(false);
        return new TrackQueue(connection, jetStream, names, config)
        {
            Consumer = consumer,
            Results = new ResultStore(results),
            Dead = new DeadLetters(jetStream, names),
        };
    }

    // Without settings, a queue that is there stays as it is.
    private static async Task<StreamConfig> StreamOfAsync(
        NatsJSContext jetStream, QueueNames names, QueueSettings? settings, CancellationToken cancellationToken)
    {
        if (settings is null)
        {
            try
            {
                INatsJSStream there = await jetStream.GetStreamAsync(names.Stream, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                return there.Info.Config;
            }
            catch (NatsJSApiException e) when (e.Error.ErrCode == NoSuchStream)
            {
                settings = new QueueSettings();
            }
        }
        INatsJSStream stream = await jetStream.CreateOrUpdateStreamAsync(
            new StreamConfig(names.Stream, [names.Subject])
            {
                // A message leaves the stream when it is acknowledged.
                Retention = StreamConfigRetention.Workqueue,
                // Full is full: the producer is told, and waits. The alternative would drop the oldest message.
                Discard = StreamConfigDiscard.New,
                MaxMsgs = settings.Capacity,
                DuplicateWindow = settings.DuplicateWindow,
            },
            cancellationToken).ConfigureAwait(false);
        return stream.Info.Config;
    }

    private static async Task<INatsJSConsumer> ConsumerOfAsync(
        NatsJSContext jetStream, QueueNames names, QueueSettings? settings, CancellationToken cancellationToken)
    {
        if (settings is null)
        {
            try
            {
                return await jetStream.GetConsumerAsync(names.Stream, names.Consumer, cancellationToken).ConfigureAwait(false);
            }
            catch (NatsJSApiException e) when (e.Error.Code == 404)
            {
                settings = new QueueSettings();
            }
        }
        return await jetStream.CreateOrUpdateConsumerAsync(
            names.Stream,
            new ConsumerConfig(names.Consumer)
            {
                AckPolicy = ConsumerConfigAckPolicy.Explicit,
                AckWait = settings.AckWait,
                // Workers count the tries, so that a message which is given up gets to the dead letters and does not stay in the stream.
                MaxDeliver = -1,
                MaxAckPending = -1,
            },
            cancellationToken).ConfigureAwait(false);
    }
}
