using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Worker.Store;
using Worker.Working;

namespace Worker.Scanning;

/// <summary>
/// Looks through the folders for tracks that are new, have changed, or are to be tried again, and forgets those that have gone. Files that
/// somebody may still be writing wait.
/// </summary>
internal sealed partial class FolderScanner(
    TrackQueue queue, TrackStore store, IOptions<WorkerOptions> options, ILogger<FolderScanner> logger) : BackgroundService
{
    private static readonly EnumerationOptions _everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private static readonly TimeSpan _leastRest = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<string> _folders = options.Value.FolderPaths;
    private readonly IReadOnlySet<string> _extensions = options.Value.AllExtensions;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = new FolderBell(_folders);
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait = options.Value.ScanInterval;
            long start = Stopwatch.GetTimestamp();
            try
            {
                wait = await ScanAsync(stoppingToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
            {
                LogScanFailed(error.Message);
            }
            // In a library that changes all the time, half of the time is spent on scans at most.
            TimeSpan rest = Stopwatch.GetElapsedTime(start) + _leastRest;
            await Task.Delay(rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await wake.WaitAsync(wait - rest < TimeSpan.Zero ? TimeSpan.Zero : wait - rest, stoppingToken);
        }
    }

    // Gives how long it may be until the next scan.
    private async Task<TimeSpan> ScanAsync(CancellationToken stoppingToken)
    {
        TimeSpan next = options.Value.ScanInterval;
        foreach (string folder in _folders.Where(Directory.Exists))
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*", _everything))
            {
                if (!_extensions.Contains(Path.GetExtension(path)) || FileState.Of(path) is not { } state)
                    continue;
                DateTimeOffset now = DateTimeOffset.UtcNow;
                TrackRow? row = store.Find(path);
                if (row is not null && !row.IsDue(state, now))
                {
                    if (row.NextTry - now is { } untilRetry)
                        next = Shorter(next, untilRetry);
                    continue;
                }
                // A file of the future was not written just now, but by a clock that is wrong.
                TimeSpan age = now - DateTimeOffset.FromUnixTimeMilliseconds(state.Changed);
                if (age >= TimeSpan.Zero && age < options.Value.Settled)
                    next = Shorter(next, options.Value.Settled - age);
                else
                    await queue.AddAsync(path, stoppingToken);
            }
        }
        // A folder that is not there now may be a drive that is not mounted; what lies in it is not gone.
        int forgotten = store.Forget(path => !File.Exists(path) && _folders.Any(folder => Directory.Exists(folder) && IsBelow(folder, path)));
        if (forgotten > 0)
            LogForgotten(forgotten);
        return next;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
        => TimeSpan.FromMilliseconds(Math.Max(50, Math.Min(one.TotalMilliseconds, other.TotalMilliseconds)));

    private static bool IsBelow(string folder, string path)
        => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [LoggerMessage(10, LogLevel.Warning, "The folders could not be looked through, and are again later: {Reason}")]
    private partial void LogScanFailed(string reason);

    [LoggerMessage(11, LogLevel.Information, "{Count} tracks are no longer there and were forgotten.")]
    private partial void LogForgotten(int count);
}
