using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Hosting;
using Worker.Store;

namespace Worker.Working;

/// <summary>Classifies what the scanner finds, some tracks at once, and writes down what came of each.</summary>
internal sealed partial class TrackClassifier(
    TrackQueue queue, TrackStore store, IMusicGenreClassifier classifier, ModelIdentity model, WorkerMetrics metrics,
    IOptions<WorkerOptions> options, ILogger<TrackClassifier> logger) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Tracks in hand are finished; the host waits for them, up to its own limit.
        queue.Close();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(Enumerable.Range(0, options.Value.Concurrency).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));

    private async Task WorkAsync()
    {
        await foreach (string path in queue.ReadAllAsync())
        {
            try
            {
                await ClassifyAsync(path);
            }
            catch (SqliteException error)
            {
                // A full disk, a database that somebody holds: nothing is lost, the next scan finds the track again.
                LogStoreFailure(path, error.Message);
            }
            finally
            {
                queue.Finished(path);
            }
        }
    }

    private async Task ClassifyAsync(string path)
    {
        // As it is before it is read: a change while it is read is seen as a change afterwards.
        if (FileState.Of(path) is not { } state)
            return;
        TrackRow? row = store.Find(path);
        int attempts = row is not null && row.File == state ? row.Attempts + 1 : 1;
        try
        {
            GenrePrediction prediction = await classifier.PredictAsync(path);
            store.Done(path, state, prediction, attempts, model.Current);
            metrics.Done();
            LogDone(path, prediction.ToString());
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone meanwhile.
        }
        catch (Exception error) when (MayPass(error) && attempts < options.Value.MaxAttempts)
        {
            TimeSpan wait = options.Value.RetryAfter(attempts);
            store.Failed(path, state, error.Message, attempts, DateTimeOffset.UtcNow + wait, model.Current);
            metrics.Retried();
            LogRetry(path, wait, error.Message);
        }
        catch (Exception error) when (error is not SqliteException)
        {
            store.Failed(path, state, error.Message, attempts, null, model.Current);
            metrics.Failed();
            LogFailed(path, error.Message);
        }
    }

    // What is wrong with the machine, not with the file.
    private static bool MayPass(Exception error)
        => error is IOException or UnauthorizedAccessException or FfmpegNotFoundException or FfmpegException
            or ClassifierBusyException or ClassifierUnavailableException;

    [LoggerMessage(1, LogLevel.Information, "{Path}: {Genres}")]
    private partial void LogDone(string path, string genres);

    [LoggerMessage(2, LogLevel.Warning, "{Path} is tried again in {Wait}: {Reason}")]
    private partial void LogRetry(string path, TimeSpan wait, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Path} has no genre, and is not tried again until it changes: {Reason}")]
    private partial void LogFailed(string path, string reason);

    [LoggerMessage(4, LogLevel.Error, "{Path} is classified later, since the database cannot be written: {Reason}")]
    private partial void LogStoreFailure(string path, string reason);
}
