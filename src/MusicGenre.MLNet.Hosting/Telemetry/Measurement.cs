using System.Diagnostics;

namespace MusicGenre.MLNet.Hosting.Telemetry;

/// <summary>The measurement of one call; what it came to is said before it is disposed.</summary>
internal sealed class Measurement(ClassifierTelemetry telemetry, Activity? activity) : IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private Exception? _error;

    /// <summary>The call gave a prediction.</summary>
    public void Succeeded(GenrePrediction prediction)
    {
        activity?.SetTag(ClassifierTelemetry.GenreTag, ClassifierTelemetry.GenreOf(prediction));
        telemetry.Count(prediction);
    }

    /// <summary>The call failed.</summary>
    public void Failed(Exception error)
    {
        _error = error;
        ClassifierTelemetry.SetError(activity, error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        telemetry.RecordDuration(_start, _error);
        activity?.Dispose();
    }

    /// <summary>The measurement of a wait, until it is disposed.</summary>
    internal readonly struct Wait(ClassifierTelemetry telemetry, long start) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => telemetry.RecordWait(start);
    }
}
