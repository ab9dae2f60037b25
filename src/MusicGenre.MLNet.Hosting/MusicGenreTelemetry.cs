namespace MusicGenre.MLNet.Hosting;

/// <summary>The names under which hosted classifiers report, for OpenTelemetry's <c>AddMeter</c> and <c>AddSource</c>.</summary>
public static class MusicGenreTelemetry
{
    /// <summary>
    /// The meter: <c>musicgenre.prediction.duration</c> (histogram, s), <c>musicgenre.predictions</c> (by genre),
    /// <c>musicgenre.queue.length</c>, <c>musicgenre.queue.duration</c> (histogram, s), <c>musicgenre.model.loads</c>. Failures carry
    /// <c>error.type</c>; classifiers with a key carry <c>musicgenre.classifier</c>.
    /// </summary>
    public const string MeterName = "MusicGenre.MLNet";

    /// <summary>The source of activities: <c>predict genre</c> for each call, and <c>load model</c>.</summary>
    public const string ActivitySourceName = "MusicGenre.MLNet";
}
