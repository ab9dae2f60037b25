using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebDemo.Listening;

namespace WebDemo.Serving;

/// <summary>Says whether the model is loaded.</summary>
internal sealed class ModelHealth(SharedModel model) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(model.IsReady
            ? HealthCheckResult.Healthy("The model is loaded.") : HealthCheckResult.Unhealthy("The model is not loaded yet."));
}
