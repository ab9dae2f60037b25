using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>When a model is loaded, and what happens if it cannot be.</summary>
public sealed class LoadingTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Prepare() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void An_application_whose_model_is_damaged_does_not_start()
    {
        string model = _folder.Write("genres.zip", Models.Damaged);
        using IHost host = Models.Build(options => options.ModelPath = model);
        Assert.ThrowsAsync<ModelFileException>(() => host.StartAsync());
    }

    [Test]
    public async Task A_model_that_comes_later_is_loaded_in_the_background_and_predictions_wait_for_it()
    {
        string model = _folder.Combine("genres.zip");
        using IHost host = await Models.StartAsync(options =>
        {
            options.ModelPath = model;
            options.Loading = ModelLoading.InBackground;
            options.ReloadInterval = TimeSpan.FromMilliseconds(20);
        });
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        Assert.That(await HealthAsync(host), Has.Property("Status").EqualTo(HealthStatus.Unhealthy));
        ClassifierUnavailableException error =
            Assert.ThrowsAsync<ClassifierUnavailableException>(() => classifier.PredictAsync(Models.SongPath))!;
        Assert.That(error.Message, Does.Contain(model));

        Models.Replace(model, Models.First);
        await Models.UntilAsync(() => HealthAsync(host).Result.Status == HealthStatus.Healthy, "healthy");
        Assert.That((await classifier.PredictAsync(Models.SongPath)).Genre, Is.EqualTo("low"));
        await host.StopAsync();
    }

    [Test]
    public async Task At_the_first_use_it_is_loaded_then_and_once()
    {
        string model = _folder.Write("genres.zip", Models.First);
        using IHost host = await Models.StartAsync(options =>
        {
            options.ModelPath = model;
            options.Loading = ModelLoading.AtFirstUse;
        });
        HealthReportEntry before = await HealthAsync(host);
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        GenrePrediction[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => classifier.PredictAsync(Models.SongPath)));
        HealthReportEntry after = await HealthAsync(host);

        Assert.That(all.Select(one => one.Genre), Is.All.EqualTo("low"));
        Assert.That(before.Data, Does.Not.ContainKey("backbone"));
        Assert.That(after.Data, Contains.Key("backbone").WithValue("mel-statistics").And.ContainKey("genres").WithValue(3));
    }

    [Test]
    public async Task Without_a_host_that_starts_the_first_use_loads_it()
    {
        string model = _folder.Write("genres.zip", Models.First);
        await using ServiceProvider provider =
            new ServiceCollection().AddMusicGenreClassifier(options => options.ModelPath = model).BuildServiceProvider();
        Assert.That(provider.GetRequiredService<IMusicGenreClassifier>().Predict(Models.SongPath).Genre, Is.EqualTo("low"));
    }

    [Test]
    public async Task After_the_application_has_ended_predictions_are_refused()
    {
        string model = _folder.Write("genres.zip", Models.First);
        IMusicGenreClassifier classifier;
        using (IHost host = await Models.StartAsync(options => options.ModelPath = model))
        {
            classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
            await host.StopAsync();
        }
        Assert.ThrowsAsync<ObjectDisposedException>(() => classifier.PredictAsync(Models.SongPath));
    }

    private static async Task<HealthReportEntry> HealthAsync(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["musicgenre"];
}
