using Microsoft.Extensions.Options;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Audio;
using WebDemo.Serving;

namespace WebDemo.Listening;

/// <summary>The classifier of the application, loaded in the background when it starts.</summary>
internal sealed partial class SharedModel(
    IOptions<DemoOptions> options, IHostApplicationLifetime application, ILogger<SharedModel> logger) : BackgroundService
{
    private volatile MusicGenreClassifier? _classifier;

    /// <summary>Whether the classifier is loaded.</summary>
    public bool IsReady => _classifier is not null;

    /// <summary>Gets the classifier.</summary>
    /// <exception cref="ApiProblem">It is not loaded yet.</exception>
    public MusicGenreClassifier Classifier
        => _classifier ?? throw ApiProblem.Busy("starting", "The server has just started and loads its model. Try again in a moment.", 1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _classifier?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Run(() => _classifier = Load(options.Value), stoppingToken);
            LogLoaded(_classifier!.Genres.Count, options.Value.Model ?? "the package");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(e.Message);
            Environment.ExitCode = 1;
            application.StopApplication();
        }
    }

    private static MusicGenreClassifier Load(DemoOptions options)
    {
        MusicGenreClassifier classifier = options.Model is { } path ? MusicGenreClassifier.Load(path)
            : options.Genres.Count > 0 ? MusicGenreClassifier.Pretrained(options.Genres)
            : MusicGenreClassifier.Pretrained();
        // The first run prepares the network; nobody should wait for that.
        float[] tone = [.. Enumerable.Range(0, 22_050).Select(i => MathF.Sin(0.1f * i) / 2)];
        classifier.Predict(new AudioClip(tone, 22_050));
        return classifier;
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "The model from {Source} is loaded: {Count} genres.")]
    private partial void LogLoaded(int count, string source);

    [LoggerMessage(EventId = 11, Level = LogLevel.Critical, Message = "The model cannot be loaded: {Reason}")]
    private partial void LogFailure(string reason);
}
