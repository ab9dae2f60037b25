using MusicGenre.MLNet.QueueWorker.Tests.TestSupport;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using QueueWorker.Queue;
using QueueWorker.Working;

namespace MusicGenre.MLNet.QueueWorker.Tests;

/// <summary>What a worker does with a message.</summary>
public sealed class WorkerTests
{
    private TemporaryFolder _folder = null!;
    private NatsServer _server = null!;
    private TrackQueue _queue = null!;

    [SetUp]
    public async Task StartServer()
    {
        _folder = new TemporaryFolder();
        try
        {
            _server = NatsServer.Start(_folder);
            _queue = await _server.OpenAsync(new QueueSettings { AckWait = TimeSpan.FromSeconds(3) });
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    [TearDown]
    public async Task StopServer()
    {
        // Without the program nats-server there is nothing, and the test is skipped.
        if (_queue is null)
            return;
        await _queue.DisposeAsync();
        _server.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_track_gets_the_genre_that_the_model_tells()
    {
        await SendAsync(new TrackJob("a", Songs.Paths[0]));
        await WorkAsync(new Listener());

        TrackResult result = (await ResultsAsync()).Single();
        GenrePrediction expected = Songs.Classifier.Predict(Songs.Paths[0]);
        Assert.Multiple(() =>
        {
            Assert.That(result.Genre, Is.EqualTo(expected.Genre));
            Assert.That(result.Probabilities.Keys, Is.EqualTo(expected.Ranked.Select(genre => genre.Genre)));
            Assert.That(result.Probabilities.Values.Sum(), Is.EqualTo(1).Within(1e-4));
            Assert.That((result.Id, result.Path, result.Try), Is.EqualTo(("a", Songs.Paths[0], 1)));
        });
    }

    [Test]
    public async Task A_message_whose_worker_is_silent_goes_to_another_one()
    {
        await SendAsync(new TrackJob("a", Songs.Paths[0]));
        Assert.That(await _queue.Consumer.NextAsync<byte[]>(), Is.Not.Null);

        await WorkAsync(new Listener());

        Assert.That((await ResultsAsync()).Single().Try, Is.EqualTo(2));
    }

    [Test]
    public async Task A_long_track_stays_with_its_worker()
    {
        await SendAsync(new TrackJob("long", Songs.Paths[0]));
        var listener = new Listener(_ => Thread.Sleep(3 * _queue.AckWait));

        await WorkAsync(listener, new WorkSettings { Concurrency = 2 });

        Assert.That(listener.Heard, Has.Count.EqualTo(1));
        Assert.That((await ResultsAsync()).Single().Try, Is.EqualTo(1));
    }

    [Test]
    public async Task A_message_that_comes_again_after_its_result_was_stored_is_not_worked_on_again()
    {
        var listener = new Listener();
        await SendAsync(new TrackJob("a", Songs.Paths[0]));
        await WorkAsync(listener);
        TrackResult first = (await ResultsAsync()).Single();
        Assert.That(await _queue.TrySendAsync(new TrackJob("a", Songs.Paths[0]), again: true, default), Is.EqualTo(Sent.Accepted));
        await WorkAsync(listener);

        Assert.That(listener.Heard, Has.Count.EqualTo(1));
        Assert.That(await _queue.Results.StoreAsync(first with { Genre = "another" }, default), Is.False);
        Assert.That((await ResultsAsync()).Single().Genre, Is.EqualTo(first.Genre));
    }

    [Test]
    public async Task A_track_that_fails_is_given_up_after_its_tries_with_the_reason_and_the_others_go_on()
    {
        string missing = _folder.Combine("missing.wav");
        await SendAsync(new TrackJob("missing", missing), new TrackJob("good", Songs.Paths[0]));
        var listener = new Listener();

        await WorkAsync(listener, new WorkSettings { Tries = 3 });

        (_, DeadLetter letter) = (await LettersAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(listener.Heard.Count(path => path == missing), Is.EqualTo(3));
            Assert.That(letter, Has.Property("Id").EqualTo("missing").And.Property("Path").EqualTo(missing));
            Assert.That(letter.Reason, Does.Contain(missing));
            Assert.That(letter.Tries, Is.EqualTo(3));
        });
        Assert.That((await ResultsAsync()).Single().Id, Is.EqualTo("good"));
    }

    [Test]
    public async Task A_track_whose_workers_all_died_is_given_up_untouched()
    {
        await SendAsync(new TrackJob("killer", Songs.Paths[0]));
        for (int i = 0; i < 2; i++)
            await (await _queue.Consumer.NextAsync<byte[]>())!.NakAsync();
        var listener = new Listener();

        await WorkAsync(listener, new WorkSettings { Tries = 2 });

        Assert.That(listener.Heard, Is.Empty);
        Assert.That((await LettersAsync()).Single().Letter.Reason, Does.Contain("2 workers took it"));
    }

    [TestCase("no JSON")]
    [TestCase("null")]
    [TestCase("""{"id":"a b","path":"x.wav"}""")]
    [TestCase("""{"id":"a"}""")]
    public async Task A_message_that_is_no_track_becomes_a_dead_letter(string message)
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = _server.Address });
        await new NatsJSContext(connection).PublishAsync(_queue.Names.Subject, message);

        await WorkAsync(new Listener());

        (_, DeadLetter letter) = (await LettersAsync()).Single();
        Assert.That(letter.Path, Is.EqualTo(message));
        Assert.That(letter.Reason, Does.Contain("no track"));
    }

    [Test]
    public async Task Messages_that_a_killed_server_forgot_to_remove_are_put_in_order()
    {
        // What such a server leaves: acknowledged messages that are still there. A stream that keeps all messages shows the same.
        await using var connection = new NatsConnection(new NatsOpts { Url = _server.Address });
        var jetStream = new NatsJSContext(connection);
        await jetStream.DeleteStreamAsync(_queue.Names.Stream);
        await jetStream.CreateStreamAsync(new StreamConfig(_queue.Names.Stream, [_queue.Names.Subject])
        {
            MaxMsgs = 2,
            Discard = StreamConfigDiscard.New,
        });
        await using TrackQueue queue = await _server.OpenAsync();
        await SendAsync(new TrackJob("done", Songs.Paths[0]), new TrackJob("lost", Songs.Paths[1]));
        for (int i = 0; i < 2; i++)
            await (await queue.Consumer.NextAsync<byte[]>())!.AckAsync(new AckOpts { DoubleAck = true });
        GenrePrediction answer = Songs.Classifier.Predict(Songs.Paths[1]);
        var result = new TrackResult("done", Songs.Paths[0], answer.Genre, false, new Dictionary<string, float>(), 0, 1, "test");
        await queue.Results.StoreAsync(result, default);

        Assert.That(await StrandedMessages.PutInOrderAsync(queue, default), Is.EqualTo(2));

        // The one without a result is there again, as a new message.
        QueueStatus status = await queue.StatusAsync(default);
        Assert.That((status.Length, status.Waiting, status.Capacity), Is.EqualTo((1L, 1L, 2L)));
        Assert.That(await StrandedMessages.PutInOrderAsync(queue, default), Is.Zero);
        INatsJSMsg<byte[]> again = (await queue.Consumer.NextAsync<byte[]>())!;
        Assert.That(Json.Read<TrackJob>(again.Data!).Id, Is.EqualTo("lost"));
    }

    [Test]
    public async Task A_full_queue_of_messages_without_results_is_put_in_order_too()
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = _server.Address });
        var jetStream = new NatsJSContext(connection);
        await jetStream.DeleteStreamAsync(_queue.Names.Stream);
        await jetStream.CreateStreamAsync(new StreamConfig(_queue.Names.Stream, [_queue.Names.Subject])
        {
            MaxMsgs = 2,
            Discard = StreamConfigDiscard.New,
        });
        await using TrackQueue queue = await _server.OpenAsync();
        await SendAsync(new TrackJob("a", Songs.Paths[0]), new TrackJob("b", Songs.Paths[1]));
        for (int i = 0; i < 2; i++)
            await (await queue.Consumer.NextAsync<byte[]>())!.AckAsync(new AckOpts { DoubleAck = true });

        Assert.That(await StrandedMessages.PutInOrderAsync(queue, default), Is.EqualTo(2));

        QueueStatus status = await queue.StatusAsync(default);
        Assert.That((status.Length, status.Waiting, status.Capacity), Is.EqualTo((2L, 2L, 2L)));
    }

    private async Task SendAsync(params TrackJob[] jobs)
        => await new Producer(_queue, TimeSpan.FromSeconds(30), TextWriter.Null).SendAsync(jobs, default);

    private Task WorkAsync(IMusicGenreClassifier classifier, WorkSettings? settings = null) => new Worker(
        _queue,
        classifier,
        (settings ?? new WorkSettings()) with
        {
            UntilEmpty = true,
            Idle = TimeSpan.FromSeconds(1),
            RetryDelay = TimeSpan.FromSeconds(0.1),
        },
        TextWriter.Null).RunAsync(default);

    private async Task<List<TrackResult>> ResultsAsync() => await _queue.Results.ReadAsync(default).ToListAsync();

    private async Task<List<(ulong Sequence, DeadLetter Letter)>> LettersAsync() => await _queue.Dead.ReadAsync(default).ToListAsync();
}
