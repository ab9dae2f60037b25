using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MusicGenre.MLNet.Hosting.Telemetry;

/// <summary>The metrics and activities of one classifier.</summary>
internal sealed class ClassifierTelemetry : IDisposable
{
    /// <summary>Tells classifiers apart.</summary>
    public const string ClassifierTag = "musicgenre.classifier";

    /// <summary>The genre told, or <c>unknown</c>.</summary>
    public const string GenreTag = "musicgenre.genre";

    /// <summary>Why something failed: the full name of the exception's type.</summary>
    public const string ErrorTag = "error.type";

    private static readonly ActivitySource _activities = new(MusicGenreTelemetry.ActivitySourceName);

    // From a millisecond to half an hour: a short clip, and a concert with all cores busy.
    private static readonly double[] _buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private readonly Meter _meter;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly Histogram<double> _duration, _wait;
    private readonly Counter<long> _predictions, _loads;

    /// <summary>Creates the instruments.</summary>
    /// <param name="factory">Makes the meter; <see langword="null"/> where the application has none.</param>
    /// <param name="name">The classifier's key; empty for the one without.</param>
    public ClassifierTelemetry(IMeterFactory? factory, string name)
    {
        _tags = name.Length == 0 ? [] : [new(ClassifierTag, name)];
        // A meter of a factory is the factory's to dispose, and shared by classifiers.
        _meter = factory?.Create(MusicGenreTelemetry.MeterName) ?? new Meter(MusicGenreTelemetry.MeterName);
        OwnsMeter = factory is null;
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = _buckets };
        _duration = _meter.CreateHistogram(
            "musicgenre.prediction.duration", "s", "How long predictions took, waiting included.", advice: advice);
        _wait = _meter.CreateHistogram("musicgenre.queue.duration", "s", "How long predictions waited for their turn.", advice: advice);
        _predictions = _meter.CreateCounter<long>("musicgenre.predictions", "{prediction}", "Predictions by the genre told.");
        _loads = _meter.CreateCounter<long>("musicgenre.model.loads", "{load}", "How often the model was loaded, or could not be.");
    }

    private bool OwnsMeter { get; }

    /// <summary>Reports the length of the queue whenever somebody collects.</summary>
    public void Watch(Func<long> queueLength)
        => _meter.CreateObservableUpDownCounter(
            "musicgenre.queue.length", () => new Measurement<long>(queueLength(), _tags), "{prediction}",
            "Predictions that wait for their turn, or for the file that they are about.");

    /// <summary>Begins to measure a call.</summary>
    public Measurement StartPrediction() => new(this, _activities.StartActivity("predict genre"));

    /// <summary>Begins to measure the wait for a turn.</summary>
    public Measurement.Wait StartWait() => new(this, Stopwatch.GetTimestamp());

    /// <summary>Begins to trace the loading of a model.</summary>
    public Activity? StartLoading(string source) => _activities.StartActivity("load model")?.SetTag("musicgenre.model", source);

    /// <summary>Counts a model that was loaded.</summary>
    public void Loaded() => _loads.Add(1, _tags);

    /// <summary>Counts a model that could not be loaded.</summary>
    public void LoadFailed(Activity? activity, Exception error)
    {
        SetError(activity, error);
        _loads.Add(1, [.. _tags, ErrorOf(error)]);
    }

    /// <summary>Counts a result among many.</summary>
    public void Predicted(PredictionResult result)
    {
        if (result.Prediction is { } prediction)
            Count(prediction);
        else if (result.Exception is { } error)
            _predictions.Add(1, [.. _tags, ErrorOf(error)]);
    }

    /// <summary>Counts a prediction.</summary>
    public void Count(GenrePrediction prediction) => _predictions.Add(1, [.. _tags, new(GenreTag, GenreOf(prediction))]);

    /// <summary>Records how long a call took.</summary>
    public void RecordDuration(long start, Exception? error)
    {
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (error is null)
            _duration.Record(seconds, _tags);
        else
            _duration.Record(seconds, [.. _tags, ErrorOf(error)]);
    }

    /// <summary>Records how long a call waited.</summary>
    public void RecordWait(long start) => _wait.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, _tags);

    /// <summary>Gets the word for what was told.</summary>
    public static string GenreOf(GenrePrediction prediction) => prediction.IsUnknown ? "unknown" : prediction.Genre;

    /// <summary>Marks an activity as failed.</summary>
    public static void SetError(Activity? activity, Exception error)
        => activity?.SetStatus(ActivityStatusCode.Error, error.Message).SetTag(ErrorTag, error.GetType().FullName);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (OwnsMeter)
            _meter.Dispose();
    }

    private static KeyValuePair<string, object?> ErrorOf(Exception error) => new(ErrorTag, error.GetType().FullName);
}
