namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>More calls than may be there at once.</summary>
public sealed class QueueTests
{
    private TemporaryFolder _folder = null!;
    private string _model = "";

    [SetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        _model = _folder.Write("genres.zip", Models.First);
    }

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public async Task One_more_than_may_wait_is_refused_at_once_and_the_others_are_answered()
    {
        using IHost host = await StartAsync(maxQueue: 2);
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        var gate = new TaskCompletionSource();
        Task<GenrePrediction>[] slow = [.. Enumerable.Range(0, 3).Select(_ => classifier.PredictAsync(SlowSender(gate.Task)))];

        ClassifierBusyException busy = Assert.ThrowsAsync<ClassifierBusyException>(() => classifier.PredictAsync(Models.SongPath))!;
        Assert.That(busy.RetryAfter, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(busy.Message, Does.Contain("MaxQueue"));
        gate.SetResult();
        Assert.That((await Task.WhenAll(slow)).Select(one => one.Genre), Is.All.EqualTo("low"));
        Assert.That((await classifier.PredictAsync(Models.SongPath)).Genre, Is.EqualTo("low"));
    }

    [Test]
    public async Task A_slow_sender_takes_nobodys_turn()
    {
        using IHost host = await StartAsync(maxQueue: 5);
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        var gate = new TaskCompletionSource();
        Task<GenrePrediction> slow = classifier.PredictAsync(SlowSender(gate.Task));

        Assert.That((await classifier.PredictAsync(Models.SongPath)).Genre, Is.EqualTo("low"));
        Assert.That(slow.IsCompleted, Is.False);
        gate.SetResult();
        Assert.That((await slow).Genre, Is.EqualTo("low"));
    }

    [Test]
    public async Task Who_waits_too_long_is_told()
    {
        using IHost host = await StartAsync(maxQueue: 5, TimeSpan.FromMilliseconds(100));
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        // The one turn is held until the enumeration is over.
        await using IAsyncEnumerator<PredictionResult> many =
            classifier.PredictManyAsync([Models.SongPath, Models.SongPath]).GetAsyncEnumerator();
        Assert.That(await many.MoveNextAsync());

        ClassifierBusyException busy = Assert.ThrowsAsync<ClassifierBusyException>(() => classifier.PredictAsync(Models.SongPath))!;
        Assert.That(busy.Message, Does.Contain("MaxWait"));
        await many.DisposeAsync();
        Assert.That((await classifier.PredictAsync(Models.SongPath)).Genre, Is.EqualTo("low"));
    }

    [Test]
    public async Task Who_is_cancelled_leaves_the_queue()
    {
        using IHost host = await StartAsync(maxQueue: 0);
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        for (int i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            Task<GenrePrediction> slow = classifier.PredictAsync(SlowSender(new TaskCompletionSource().Task), cancellationToken: stop.Token);
            Assert.ThrowsAsync<ClassifierBusyException>(() => classifier.PredictAsync(Models.SongPath));
            await stop.CancelAsync();
            Assert.That(async () => await slow, Throws.InstanceOf<OperationCanceledException>());
        }
        Assert.That((await classifier.PredictAsync(Models.SongPath)).Genre, Is.EqualTo("low"));
    }

    private static AsyncOnlyStream SlowSender(Task gate) => new(Models.Song) { BeforeRead = gate.WaitAsync };

    private Task<IHost> StartAsync(int maxQueue, TimeSpan? maxWait = null) => Models.StartAsync(options =>
    {
        options.ModelPath = _model;
        options.MaxConcurrency = 1;
        options.MaxQueue = maxQueue;
        options.MaxWait = maxWait ?? TimeSpan.FromMinutes(1);
    });
}
