using Microsoft.Extensions.Logging;

namespace MusicGenre.MLNet.Hosting.Telemetry;

/// <summary>What hosted classifiers log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Classifier {Name}: {Source} is loaded, {Genres} genres, in {Milliseconds} ms.")]
    public static partial void Loaded(this ILogger logger, string name, string source, int genres, long milliseconds);

    [LoggerMessage(2, LogLevel.Error, "Classifier {Name}: {Source} cannot be loaded: {Reason}")]
    public static partial void LoadFailed(this ILogger logger, string name, string source, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Classifier {Name}: {Source} has changed but cannot be loaded, so the one before stays: {Reason}")]
    public static partial void ReloadFailed(this ILogger logger, string name, string source, string reason);

    [LoggerMessage(4, LogLevel.Debug, "The application has registered another classifier in place of the hosted one, which is not loaded.")]
    public static partial void Substituted(this ILogger logger);
}
