namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>Two models that answer differently, and a song.</summary>
[SetUpFixture]
internal sealed class Models
{
    private static TemporaryFolder _folder = null!;

    /// <summary>Gets a model of the genres high, low and noise.</summary>
    public static byte[] First { get; private set; } = [];

    /// <summary>Gets a model of the genres alto, bass and hiss.</summary>
    public static byte[] Second { get; private set; } = [];

    /// <summary>Gets the first model, cut off.</summary>
    public static byte[] Damaged => First[..(First.Length / 2)];

    /// <summary>Gets a song of low tones.</summary>
    public static byte[] Song { get; private set; } = [];

    /// <summary>Gets the song's path.</summary>
    public static string SongPath => _folder.Combine("song.wav");

    /// <summary>Starts an application.</summary>
    public static async Task<IHost> StartAsync(Action<MusicGenreClassifierOptions> configure, Action<IServiceCollection>? services = null)
    {
        IHost host = Build(configure, services);
        await host.StartAsync();
        return host;
    }

    /// <summary>Builds an application.</summary>
    public static IHost Build(Action<MusicGenreClassifierOptions> configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMusicGenreClassifier(configure);
        builder.Services.AddHealthChecks().AddMusicGenreClassifier();
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Replaces a file as one should: by another that was written before.</summary>
    public static void Replace(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (int i = 0; i < 3_000; i++)
        {
            if (holds())
                return;
            await Task.Delay(20);
        }
        Assert.Fail($"After a minute: not {what}.");
    }

    [OneTimeSetUp]
    public void Train()
    {
        _folder = new TemporaryFolder();
        string music = ToneGenres.Write(_folder.Combine("music"));
        First = Trained(music);
        foreach ((string before, string after) in new[] { ("high", "alto"), ("low", "bass"), ("noise", "hiss") })
            Directory.Move(Path.Combine(music, before), Path.Combine(music, after));
        Second = Trained(music);
        ToneGenres.Compose("low", 2, 901).SaveWav(SongPath);
        Song = File.ReadAllBytes(SongPath);
    }

    [OneTimeTearDown]
    public void CleanUp() => _folder.Dispose();

    private static byte[] Trained(string music)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(
            music, new TrainOptions { Backbone = "mel-statistics", WorkspacePath = _folder.Combine("cache") });
        using var bytes = new MemoryStream();
        classifier.Save(bytes);
        return bytes.ToArray();
    }
}
