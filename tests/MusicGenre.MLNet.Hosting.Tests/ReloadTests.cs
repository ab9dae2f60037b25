using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>A model's file that changes while the application runs.</summary>
public sealed class ReloadTests
{
    private TemporaryFolder _folder = null!;
    private string _model = "";
    private IHost _host = null!;
    private IMusicGenreClassifier _classifier = null!;

    private FakeLogCollector Logs => _host.Services.GetFakeLogCollector();

    [SetUp]
    public async Task Start()
    {
        _folder = new TemporaryFolder();
        _model = _folder.Write("genres.zip", Models.First);
        _host = await Models.StartAsync(
            options =>
            {
                options.ModelPath = _model;
                options.ReloadInterval = TimeSpan.FromMilliseconds(20);
            },
            services => services.AddFakeLogging());
        _classifier = _host.Services.GetRequiredService<IMusicGenreClassifier>();
    }

    [TearDown]
    public async Task Stop()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_new_model_answers_without_a_restart()
    {
        Assert.That(_classifier.Predict(Models.SongPath).Genre, Is.EqualTo("low"));
        Models.Replace(_model, Models.Second);
        await Models.UntilAsync(() => _classifier.Genres[0] == "alto", "the second model");
        Assert.That(_classifier.Predict(Models.SongPath).Genre, Is.EqualTo("bass"));
        Assert.That(Logs.GetSnapshot().Count(record => record.Message.Contains("is loaded")), Is.EqualTo(2));
    }

    [Test]
    public async Task A_damaged_model_changes_nothing_is_told_once_and_the_next_whole_one_is_taken()
    {
        Models.Replace(_model, Models.Damaged);
        await Models.UntilAsync(() => Warnings().Length > 0, "a warning");
        // Seen many times more, and not read again.
        await Task.Delay(300);
        Assert.That(Warnings(), Has.Length.EqualTo(1));
        Assert.That(Warnings()[0], Does.Contain(_model).And.Contain("the one before stays"));
        Assert.That(_classifier.Predict(Models.SongPath).Genre, Is.EqualTo("low"));
        Assert.That((await HealthAsync()).Status, Is.EqualTo(HealthStatus.Degraded));

        Models.Replace(_model, Models.Second);
        await Models.UntilAsync(() => _classifier.Genres[0] == "alto", "the second model");
        Assert.That((await HealthAsync()).Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task A_file_that_is_still_being_written_is_not_taken_and_a_deleted_one_changes_nothing()
    {
        File.Delete(_model);
        await Task.Delay(100);
        Assert.That(_classifier.Predict(Models.SongPath).Genre, Is.EqualTo("low"));
        await using (FileStream file = File.Create(_model))
        {
            // Each piece changes the file before it has looked the same twice.
            foreach (byte[] piece in Models.Second.Chunk(1 + Models.Second.Length / 40))
            {
                await file.WriteAsync(piece);
                await file.FlushAsync();
                await Task.Delay(5);
            }
        }
        await Models.UntilAsync(() => _classifier.Genres[0] == "alto", "the second model");
        Assert.That(_classifier.Predict(Models.SongPath).Genre, Is.EqualTo("bass"));
    }

    [Test]
    public async Task Calls_at_work_end_with_the_model_that_they_began_with()
    {
        IAsyncEnumerator<PredictionResult> many = _classifier.PredictManyAsync(Enumerable.Repeat(Models.SongPath, 40)).GetAsyncEnumerator();
        Assert.That(await many.MoveNextAsync());
        Models.Replace(_model, Models.Second);
        await Models.UntilAsync(() => _classifier.Genres[0] == "alto", "the second model");
        Assert.That(_classifier.Predict(Models.SongPath).Genre, Is.EqualTo("bass"));
        int count = 1;
        for (; await many.MoveNextAsync(); count++)
            Assert.That(many.Current.Prediction?.Genre, Is.EqualTo("low"));
        await many.DisposeAsync();
        Assert.That(count, Is.EqualTo(40));
    }

    [Test]
    public async Task A_link_that_leads_elsewhere_is_a_change()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Links need a privilege on Windows.");
        // As mounted configuration is swapped in Kubernetes.
        string folder = Directory.CreateDirectory(_folder.Combine("mounted")).FullName;
        foreach ((string name, byte[] model) in new[] { ("one", Models.First), ("two", Models.Second) })
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, "genres.zip"), model);
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), "one");
        File.CreateSymbolicLink(Path.Combine(folder, "genres.zip"), Path.Combine("..data", "genres.zip"));
        using IHost host = await Models.StartAsync(options =>
        {
            options.ModelPath = Path.Combine(folder, "genres.zip");
            options.ReloadInterval = TimeSpan.FromMilliseconds(20);
        });
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        Assert.That(classifier.Genres[0], Is.EqualTo("high"));

        File.Delete(Path.Combine(folder, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), "two");
        await Models.UntilAsync(() => classifier.Genres[0] == "alto", "the second model");
        await host.StopAsync();
    }

    private string[] Warnings()
        => [.. Logs.GetSnapshot().Where(record => record.Level == LogLevel.Warning).Select(record => record.Message)];

    private async Task<HealthReportEntry> HealthAsync()
        => (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["musicgenre"];
}
