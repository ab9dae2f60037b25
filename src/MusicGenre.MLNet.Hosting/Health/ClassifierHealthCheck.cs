using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Hosting.Loading;
using MusicGenre.MLNet.Hosting.Serving;

namespace MusicGenre.MLNet.Hosting.Health;

/// <summary>Whether a classifier can answer: its model is loaded, it predicts a second of noise, and what it decodes with is there.</summary>
/// <param name="find">Finds the classifier; <see langword="null"/> if the application has put another in its place.</param>
internal sealed class ClassifierHealthCheck(Func<HostedClassifier?> find) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => Check(context.Registration.FailureStatus), cancellationToken);
    }

    private HealthCheckResult Check(HealthStatus failed)
    {
        if (find() is not { } classifier)
            return HealthCheckResult.Healthy("The application has registered a classifier of its own.");
        bool hasFfmpeg = AudioDecoding.Available.ContainsKey(".flac");
        var data = new Dictionary<string, object> { ["model"] = classifier.Model.Source, ["queue"] = classifier.QueueLength, ["ffmpeg"] = hasFfmpeg };
        HealthCheckResult Failed(string text, Exception? error = null) => new(failed, text, error, data);

        Exception? failure = classifier.Model.Failure;
        if (!classifier.Model.TryUse(out ModelUse use))
        {
            if (failure is not null)
                return Failed($"The model cannot be loaded: {failure.Message}", failure);
            return classifier.Options.Loading == ModelLoading.AtFirstUse
                ? HealthCheckResult.Healthy("The model is loaded when it is first used.", data) : Failed("The model is not loaded yet.");
        }
        using (use)
        {
            data["genres"] = use.Classifier.Genres.Count;
            data["backbone"] = use.Classifier.Manifest.Backbone.Name;
            try
            {
                use.Classifier.Warm();
            }
            catch (Exception error)
            {
                return Failed($"The model does not answer: {error.Message}", error);
            }
        }
        if (!hasFfmpeg && classifier.Options.RequireFfmpeg)
            return Failed("The program ffmpeg is missing, which flac, m4a and other formats need.");
        return failure is null ? HealthCheckResult.Healthy("The model is loaded and answers.", data)
            : HealthCheckResult.Degraded($"The model's file has changed but cannot be loaded, so the one before stays: {failure.Message}", failure, data);
    }
}
