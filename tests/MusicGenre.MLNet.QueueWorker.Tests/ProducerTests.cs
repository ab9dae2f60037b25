using MusicGenre.MLNet.QueueWorker.Tests.TestSupport;
using QueueWorker;
using QueueWorker.Queue;
using QueueWorker.Working;

namespace MusicGenre.MLNet.QueueWorker.Tests;

/// <summary>What gets into the queue, and when.</summary>
public sealed class ProducerTests
{
    [Test]
    public async Task A_producer_waits_while_the_queue_is_full()
    {
        using var folder = new TemporaryFolder();
        using NatsServer server = NatsServer.Start(folder);
        await using TrackQueue queue = await server.OpenAsync(new QueueSettings { Capacity = 10 });
        var producer = new Producer(queue, TimeSpan.FromSeconds(30), TextWriter.Null);
        Task sending = producer.SendAsync(Songs.Paths.Take(30).Select((path, i) => new TrackJob($"{i}", path)), default);
        while (producer.TimesFull == 0 && !sending.IsCompleted)
            await Task.Delay(20);

        Assert.That(sending.IsCompleted, Is.False);
        Assert.That((await queue.StatusAsync(default)).Length, Is.EqualTo(10));
        Assert.That(producer.Accepted, Is.EqualTo(10));

        using var stop = new CancellationTokenSource();
        Task working = new Worker(queue, new Listener(), new WorkSettings { Concurrency = 2 }, TextWriter.Null).RunAsync(stop.Token);
        await sending;
        while ((await queue.StatusAsync(default)).Length > 0)
            await Task.Delay(20);
        await stop.CancelAsync();
        await working;
        Assert.That(producer.Accepted, Is.EqualTo(30));
        Assert.That(await queue.Results.CountAsync(default), Is.EqualTo(30));
    }

    [Test]
    public async Task A_message_that_is_sent_twice_is_there_once()
    {
        using var folder = new TemporaryFolder();
        using NatsServer server = NatsServer.Start(folder);
        await using TrackQueue queue = await server.OpenAsync();
        var producer = new Producer(queue, TimeSpan.FromSeconds(30), TextWriter.Null);
        TrackJob[] jobs = [new("a", "a.wav"), new("b", "b.wav"), new("a", "a.wav")];

        await producer.SendAsync(jobs, default);
        await producer.SendAsync(jobs, default);

        Assert.That((producer.Accepted, producer.Duplicates), Is.EqualTo((2, 4)));
        Assert.That((await queue.StatusAsync(default)).Length, Is.EqualTo(2));
    }

    [Test]
    public void A_list_has_a_path_or_an_id_and_a_path_a_line()
    {
        using var list = new StringReader("music/a song.mp3\n\nmy-id\tb\twith tab.mp3\n");
        TrackJob[] jobs = [.. JobList.Read(list, "list")];

        Assert.That(jobs, Has.Length.EqualTo(2));
        Assert.That(jobs[0], Is.EqualTo(new TrackJob(JobList.IdOf("music/a song.mp3"), "music/a song.mp3")));
        Assert.That(QueueNames.IsName(jobs[0].Id));
        Assert.That(jobs[1], Is.EqualTo(new TrackJob("my-id", "b\twith tab.mp3")));
    }

    [TestCase("a b\tx.mp3")]
    [TestCase("a.b\tx.mp3")]
    [TestCase("\tx.mp3")]
    public void An_id_that_cannot_be_a_key_is_refused_with_its_line(string line)
    {
        using var list = new StringReader($"good\tx.mp3\n{line}\n");
        Assert.That(
            () => JobList.Read(list, "list.txt").ToList(),
            Throws.TypeOf<QueueException>().With.Message.Contains("list.txt, line 2"));
    }
}
