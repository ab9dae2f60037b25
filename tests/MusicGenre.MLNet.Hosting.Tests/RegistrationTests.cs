using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>What applications register, and what they get.</summary>
public sealed class RegistrationTests
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
    public async Task All_ways_to_predict_give_what_the_model_gives()
    {
        using var direct = MusicGenreClassifier.Load(_model);
        GenrePrediction right = direct.Predict(Models.SongPath);
        using IHost host = await Models.StartAsync(options => options.ModelPath = _model);
        var classifier = host.Services.GetRequiredService<IMusicGenreClassifier>();
        var clip = Audio.AudioClip.FromFile(Models.SongPath);

        Assert.That(classifier.Genres, Is.EqualTo(direct.Genres));
        Assert.That(classifier.Predict(Models.SongPath), Is.EqualTo(right));
        Assert.That(classifier.Predict(new MemoryStream(Models.Song)), Is.EqualTo(right));
        Assert.That(classifier.Predict((ReadOnlyMemory<byte>)Models.Song), Is.EqualTo(right));
        Assert.That(classifier.Predict(clip), Is.EqualTo(right));
        Assert.That(await classifier.PredictAsync(Models.SongPath), Is.EqualTo(right));
        Assert.That(await classifier.PredictAsync(new AsyncOnlyStream(Models.Song)), Is.EqualTo(right));
        Assert.That(await classifier.PredictAsync((ReadOnlyMemory<byte>)Models.Song), Is.EqualTo(right));
        Assert.That(await classifier.PredictAsync(clip), Is.EqualTo(right));
        Assert.That((await classifier.PredictAsync(Models.SongPath, new PredictOptions { Top = 1 })).Ranked, Has.Count.EqualTo(1));
        List<PredictionResult> many = [];
        await foreach (PredictionResult result in classifier.PredictManyAsync([Models.SongPath, _model, Models.SongPath]))
            many.Add(result);
        Assert.That(many.Select(result => result.Prediction), Is.EqualTo(new[] { right, null, right }));
    }

    [Test]
    public async Task Classifiers_with_keys_stand_beside_the_one_without()
    {
        string other = _folder.Write("other.zip", Models.Second);
        using IHost host = await Models.StartAsync(
            options => options.ModelPath = _model,
            services => services.AddKeyedMusicGenreClassifier("other", options => options.ModelPath = other)
                .AddKeyedMusicGenreClassifier("ready", options =>
                {
                    options.Genres.Add("hiphop");
                    options.Genres.Add("jazz");
                }));

        Assert.Multiple(() =>
        {
            Assert.That(host.Services.GetRequiredService<IMusicGenreClassifier>().Predict(Models.SongPath).Genre, Is.EqualTo("low"));
            Assert.That(Keyed("other").Predict(Models.SongPath).Genre, Is.EqualTo("bass"));
            Assert.That(Keyed("ready").Genres, Is.EqualTo(new[] { "hiphop", "jazz" }));
            IMusicGenreClassifier once = Keyed("other");
            Assert.That(Keyed("other"), Is.SameAs(once));
        });

        IMusicGenreClassifier Keyed(string key) => host.Services.GetRequiredKeyedService<IMusicGenreClassifier>(key);
    }

    [Test]
    public async Task Settings_come_from_the_configuration()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MusicGenre:ModelPath"] = _model, ["MusicGenre:MaxQueue"] = "7", ["MusicGenre:MaxWait"] = "00:00:03",
            ["MusicGenre:Loading"] = "AtFirstUse", ["Ready:Genres:0"] = "rock", ["Ready:Genres:1"] = "jazz",
        });
        builder.Services.AddMusicGenreClassifier(builder.Configuration.GetSection("MusicGenre"));
        builder.Services.AddKeyedMusicGenreClassifier("ready", builder.Configuration.GetSection("Ready"));
        using IHost host = builder.Build();
        await host.StartAsync();

        var monitor = host.Services.GetRequiredService<IOptionsMonitor<MusicGenreClassifierOptions>>();
        MusicGenreClassifierOptions options = monitor.CurrentValue;
        Assert.That(options, Has.Property("MaxQueue").EqualTo(7).And.Property("MaxWait").EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(options.Loading, Is.EqualTo(ModelLoading.AtFirstUse));
        Assert.That(host.Services.GetRequiredService<IMusicGenreClassifier>().Genres, Does.Contain("noise"));
        Assert.That(
            host.Services.GetRequiredKeyedService<IMusicGenreClassifier>("ready").Genres, Is.EqualTo(new[] { "jazz", "rock" }));
    }

    [Test]
    public void Each_wrong_setting_is_named_when_the_application_starts()
    {
        using IHost host = Models.Build(options =>
        {
            options.ModelPath = _folder.Combine("missing.zip");
            options.Genres.Add("jazz");
            options.Loading = (ModelLoading)9;
            options.ReloadInterval = TimeSpan.Zero;
            options.MaxConcurrency = 0;
            options.MaxQueue = -1;
            options.MaxWait = TimeSpan.FromDays(400);
            options.MaxDegreeOfParallelism = 0;
            options.MaxSegments = 0;
            options.Duration = TimeSpan.Zero;
        });

        OptionsValidationException error = Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())!;
        Assert.That(error.Failures.Select(failure => failure.Split(' ', ':')[0]), Is.EqualTo(new[]
        {
            "ModelPath", "Genres", "Loading", "ReloadInterval", "MaxConcurrency", "MaxQueue", "MaxWait", "MaxDegreeOfParallelism",
            "MaxSegments", "Duration",
        }));
        Assert.That(error.Message, Does.Contain("missing.zip"));
    }

    [Test]
    public void A_genre_that_is_unknown_is_told_with_the_nearest_one_and_the_key()
    {
        using IHost host = Models.Build(
            options => options.ModelPath = _model,
            services => services.AddKeyedMusicGenreClassifier("ready", options =>
            {
                options.Genres.Add("mettal");
                options.Genres.Add("jazz");
            }));
        OptionsValidationException error = Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())!;
        Assert.That(error.Message, Does.Contain("Classifier ready").And.Contain("mettal").And.Contain("metal"));
    }

    [Test]
    public async Task A_substitute_takes_its_place_and_nothing_is_loaded()
    {
        var substitute = new Substitute();
        using IHost host = Models.Build(
            options => options.ModelPath = _folder.Combine("missing.zip"), services => services.AddSingleton<IMusicGenreClassifier>(substitute));
        await host.StartAsync();

        Assert.That(
            await host.Services.GetRequiredService<IMusicGenreClassifier>().PredictAsync("no such file"), Is.EqualTo(Substitute.Answer));
        await host.StopAsync();
    }

    [Test]
    public async Task Adding_it_twice_adds_settings()
    {
        using IHost host = await Models.StartAsync(
            options => options.ModelPath = _folder.Combine("missing.zip"),
            services => services.AddMusicGenreClassifier(options => options.ModelPath = _model));
        Assert.That(host.Services.GetRequiredService<IMusicGenreClassifier>().Predict(Models.SongPath).Genre, Is.EqualTo("low"));
        Assert.That(host.Services.GetServices<IMusicGenreClassifier>().Count(), Is.EqualTo(1));
        Assert.That(host.Services.GetServices<IHostedService>().Count(service => service is Serving.ClassifierService), Is.EqualTo(1));
    }

    [Test]
    public async Task Pictures_are_refused_unless_they_are_allowed()
    {
        byte[] cover = Spectrograms.SpectrogramImage.FromClip(Audio.AudioClip.FromFile(Models.SongPath)).ToPng();
        using IHost host = await Models.StartAsync(
            options => options.ModelPath = _model,
            services => services.AddKeyedMusicGenreClassifier("pictures", options =>
            {
                options.ModelPath = _model;
                options.AllowPictures = true;
            }));
        Assert.That(
            () => host.Services.GetRequiredService<IMusicGenreClassifier>().Predict((ReadOnlyMemory<byte>)cover),
            Throws.TypeOf<Audio.AudioFormatException>());
        Assert.That(
            host.Services.GetRequiredKeyedService<IMusicGenreClassifier>("pictures").Predict((ReadOnlyMemory<byte>)cover).Ranked,
            Has.Count.EqualTo(3));
    }
}
