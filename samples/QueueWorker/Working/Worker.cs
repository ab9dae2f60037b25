using System.Diagnostics;
using System.Text;
using MusicGenre.MLNet;
using NATS.Client.JetStream;
using QueueWorker.Queue;

namespace QueueWorker.Working;

/// <summary>
/// Takes messages, classifies their tracks, stores each result and only then acknowledges the message. A worker that dies at any moment
/// loses nothing: the server gives its messages to another one.
/// </summary>
internal sealed class Worker(TrackQueue queue, IMusicGenreClassifier classifier, WorkSettings settings, TextWriter log)
{
    private static readonly string Name = $"{Environment.MachineName}:{Environment.ProcessId}";

    // One file a message; several messages are worked on at once.
    private readonly PredictOptions _oneCore = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>Works until it is stopped, or until the queue is empty if the settings say so. What is in hand is finished.</summary>
    /// <exception cref="QueueException">The server was away for too long.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        await TidyAsync(stop).ConfigureAwait(false);
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAll(Enumerable.Range(0, settings.Concurrency).Select(number => LoopAsync(number == 0, together)))
            .ConfigureAwait(false);
    }

    private async Task LoopAsync(bool tidies, CancellationTokenSource together)
    {
        CancellationToken stop = together.Token;
        try
        {
            while (true)
            {
                // One at a time: a worker that asks for a batch holds messages that it is not working on.
                INatsJSMsg<byte[]>? message = await Outage.RideOutAsync(
                    async () => await queue.Consumer.NextAsync<byte[]>(
                        opts: new NatsJSNextOpts { Expires = settings.Idle }, cancellationToken: stop).ConfigureAwait(false),
                    settings.Patience,
                    stop).ConfigureAwait(false);
                if (message is not null)
                    await WorkAsync(message).ConfigureAwait(false);
                else if (tidies && await TidyAsync(stop).ConfigureAwait(false) && settings.UntilEmpty)
                    await together.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop, with nothing in hand.
        }
        catch
        {
            // The others finish what they have.
            await together.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task WorkAsync(INatsJSMsg<byte[]> message)
    {
        NatsJSMsgMetadata about = message.Metadata
            ?? throw new QueueException("The server sent a message without its place in the stream.");
        int tries = (int)Math.Min(about.NumDelivered, int.MaxValue);
        if (!JobReader.TryRead(message.Data, out TrackJob? job))
        {
            string text = Encoding.UTF8.GetString(message.Data ?? []);
            var unreadable = new TrackJob(FormattableString.Invariant($"unreadable-{about.Sequence.Stream}"), text);
            const string Reason = """The message is no track: {"id": …, "path": …} is needed.""";
            await GiveUpAsync(message, unreadable, Reason, tries).ConfigureAwait(false);
            return;
        }
        // Somebody did it, and died or was cut off before the acknowledgement.
        if (await RideOutAsync(() => queue.Results.HasAsync(job.Id, default)).ConfigureAwait(false))
            await AcknowledgeAsync(message).ConfigureAwait(false);
        // A track that kills whoever touches it must not come back for ever.
        else if (tries > settings.Tries)
        {
            string reason = $"No answer: {settings.Tries} workers took it, and died or were stopped.";
            await GiveUpAsync(message, job, reason, tries - 1).ConfigureAwait(false);
        }
        else
        {
            await ClassifyAsync(message, job, tries).ConfigureAwait(false);
        }
    }

    private async Task ClassifyAsync(INatsJSMsg<byte[]> message, TrackJob job, int tries)
    {
        TrackResult result;
        try
        {
            await using var heartbeat = new Heartbeat(message, queue.AckWait);
            result = await Task.Run(() => Classify(job, tries)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever is wrong with a track, the others go on.
            await FailAsync(message, job, e.Message, tries).ConfigureAwait(false);
            return;
        }
        await RideOutAsync(() => queue.Results.StoreAsync(result, default)).ConfigureAwait(false);
        await AcknowledgeAsync(message).ConfigureAwait(false);
    }

    private TrackResult Classify(TrackJob job, int tries)
    {
        long began = Stopwatch.GetTimestamp();
        GenrePrediction answer = classifier.Predict(job.Path, _oneCore);
        return new TrackResult(
            job.Id,
            job.Path,
            answer.Genre,
            answer.IsUnknown,
            answer.Ranked.ToDictionary(genre => genre.Genre, genre => genre.Probability),
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            tries,
            Name);
    }

    private async Task FailAsync(INatsJSMsg<byte[]> message, TrackJob job, string reason, int tries)
    {
        if (tries >= settings.Tries)
        {
            await GiveUpAsync(message, job, reason, tries).ConfigureAwait(false);
            return;
        }
        log.WriteLine($"{job.Id}: try {tries} of {settings.Tries} failed: {reason}");
        await AnswerAsync(() => message.NakAsync(new AckOpts { NakDelay = settings.RetryDelay })).ConfigureAwait(false);
    }

    private async Task GiveUpAsync(INatsJSMsg<byte[]> message, TrackJob job, string reason, int tries)
    {
        var letter = new DeadLetter(job.Id, job.Path, reason, tries, DateTimeOffset.UtcNow);
        await RideOutAsync(async () =>
        {
            await queue.Dead.AddAsync(letter, default).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        log.WriteLine($"{job.Id}: given up after {tries} tries: {reason}");
        await AcknowledgeAsync(message).ConfigureAwait(false);
    }

    private static Task AcknowledgeAsync(INatsJSMsg<byte[]> message) => AnswerAsync(() => message.AckAsync());

    private static async Task AnswerAsync(Func<ValueTask> answer)
    {
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            // The message will come again, and its result is stored by then.
        }
    }

    /// <returns>Whether the queue is empty.</returns>
    private async Task<bool> TidyAsync(CancellationToken stop)
    {
        int stranded = await Outage.RideOutAsync(
            () => StrandedMessages.PutInOrderAsync(queue, stop), settings.Patience, stop).ConfigureAwait(false);
        if (stranded > 0)
            log.WriteLine($"{stranded} messages that were done were still in the queue; put in order.");
        return (await Outage.RideOutAsync(() => queue.StreamAsync(stop), settings.Patience, stop).ConfigureAwait(false))
            .Info.State.Messages == 0;
    }

    private Task<T> RideOutAsync<T>(Func<Task<T>> work) => Outage.RideOutAsync(work, settings.Patience, default);
}
