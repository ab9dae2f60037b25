using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicGenre.MLNet.Hosting.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of a classifier.</summary>
public static class MusicGenreHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that a classifier can answer: its model is loaded, it predicts a second of noise, and ffmpeg is there if it is
    /// required. It is degraded while a changed model file cannot be loaded.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="key">The classifier's key; <see langword="null"/> for the one without.</param>
    /// <param name="name">The name of the check; <see langword="null"/> for <c>musicgenre</c>, with the key behind it.</param>
    /// <param name="failureStatus">What a failure is; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags, e.g. <c>ready</c>.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddMusicGenreClassifier(
        this IHealthChecksBuilder builder, string? key = null, string? name = null, HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (key is null ? "musicgenre" : $"musicgenre-{key}"),
            provider => new ClassifierHealthCheck(() => provider.FindHosted(key ?? "")), failureStatus, tags));
    }
}
