using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Worker.Store;

/// <summary>Says whether the database answers, and how many tracks are in which state.</summary>
internal sealed class StoreHealth(TrackStore store) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(HealthCheckResult.Healthy(
                "The database answers.", store.Counts().ToDictionary(count => count.Key, count => (object)count.Value)));
        }
        catch (SqliteException error)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"The database does not answer: {error.Message}", error));
        }
    }
}
