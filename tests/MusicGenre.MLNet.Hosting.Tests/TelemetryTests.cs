using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>What an application can see from outside.</summary>
public sealed class TelemetryTests
{
    private TemporaryFolder _folder = null!;
    private IHost _host = null!;
    private IMusicGenreClassifier _classifier = null!;

    [SetUp]
    public async Task Start()
    {
        _folder = new TemporaryFolder();
        string model = _folder.Write("genres.zip", Models.First);
        _host = Models.Build(_ => { }, services => services.AddKeyedMusicGenreClassifier("mine", options => options.ModelPath = model));
        _classifier = _host.Services.GetRequiredKeyedService<IMusicGenreClassifier>("mine");
        await Task.CompletedTask;
    }

    [TearDown]
    public void Stop()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Predictions_waits_failures_and_loads_are_measured()
    {
        MetricCollector<long> predictions = Collect<long>("musicgenre.predictions"), loads = Collect<long>("musicgenre.model.loads");
        MetricCollector<double> duration = Collect<double>("musicgenre.prediction.duration"), wait = Collect<double>("musicgenre.queue.duration");
        await _classifier.PredictAsync(Models.SongPath);
        Assert.ThrowsAsync<Audio.AudioFormatException>(() => _classifier.PredictAsync((ReadOnlyMemory<byte>)"no song"u8.ToArray()));
        await foreach (PredictionResult _ in _classifier.PredictManyAsync([Models.SongPath, _folder.Combine("missing.wav")]))
        {
        }

        Assert.Multiple(() =>
        {
            Assert.That(
                predictions.GetMeasurementSnapshot().Select(one => one.Tags.GetValueOrDefault("musicgenre.genre") ?? one.Tags["error.type"]),
                Is.EqualTo(new[] { "low", "low", "System.IO.FileNotFoundException" }));
            Assert.That(
                duration.GetMeasurementSnapshot().Select(one => one.Tags.GetValueOrDefault("error.type")),
                Is.EqualTo(new[] { null, "MusicGenre.MLNet.Audio.AudioFormatException" }));
            Assert.That(duration.GetMeasurementSnapshot().Select(one => one.Value), Is.All.GreaterThan(0));
            Assert.That(wait.GetMeasurementSnapshot(), Has.Count.EqualTo(3));
            Assert.That(loads.GetMeasurementSnapshot().Single().Value, Is.EqualTo(1));
            Assert.That(
                predictions.GetMeasurementSnapshot().Concat(loads.GetMeasurementSnapshot()).Select(one => one.Tags["musicgenre.classifier"]),
                Is.All.EqualTo("mine"));
        });
    }

    [Test]
    public async Task The_queue_has_a_length()
    {
        MetricCollector<long> queue = Collect<long>("musicgenre.queue.length");
        var gate = new TaskCompletionSource();
        Task<GenrePrediction>[] slow = [.. Enumerable.Range(0, 3).Select(
            _ => _classifier.PredictAsync(new AsyncOnlyStream(Models.Song) { BeforeRead = gate.Task.WaitAsync }))];
        queue.RecordObservableInstruments();
        gate.SetResult();
        await Task.WhenAll(slow);
        queue.RecordObservableInstruments();
        Assert.That(queue.GetMeasurementSnapshot().Where(IsMine).Select(one => one.Value), Is.EqualTo(new[] { 3, 0 }));
    }

    [Test]
    public async Task Each_call_is_an_activity_with_its_genre_or_its_error()
    {
        var activities = new List<Activity>();
        using var root = new Activity("test");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MusicGenreTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // Other tests run at the same time.
                lock (activities)
                {
                    if (activity.TraceId == root.TraceId)
                        activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        root.Start();
        await _classifier.PredictAsync(Models.SongPath);
        Assert.ThrowsAsync<Audio.AudioFormatException>(() => _classifier.PredictAsync((ReadOnlyMemory<byte>)"no song"u8.ToArray()));

        Assert.That(activities.Select(one => one.OperationName), Is.EqualTo(new[] { "load model", "predict genre", "predict genre" }));
        Assert.That(activities[1].GetTagItem("musicgenre.genre"), Is.EqualTo("low"));
        Assert.That(activities[2].Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(activities[2].GetTagItem("error.type"), Is.EqualTo("MusicGenre.MLNet.Audio.AudioFormatException"));
    }

    private static bool IsMine<T>(CollectedMeasurement<T> one)
        where T : struct => (string?)one.Tags.GetValueOrDefault("musicgenre.classifier") == "mine";

    private MetricCollector<T> Collect<T>(string name)
        where T : struct
        => new(_host.Services.GetRequiredService<IMeterFactory>(), MusicGenreTelemetry.MeterName, name);
}
