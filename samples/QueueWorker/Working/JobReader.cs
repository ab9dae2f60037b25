using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using QueueWorker.Queue;

namespace QueueWorker.Working;

/// <summary>Reads messages, which anybody may have sent.</summary>
internal static class JobReader
{
    /// <summary>Reads a message.</summary>
    /// <returns>Whether it is a track with an id that can be a key.</returns>
    public static bool TryRead(byte[]? data, [NotNullWhen(true)] out TrackJob? job)
    {
        job = null;
        try
        {
            job = data is null ? null : Json.Read<TrackJob>(data);
        }
        catch (JsonException)
        {
            // It is no track; that is the answer.
        }
        if (job is not { Id: not null, Path: not (null or "") } || !QueueNames.IsName(job.Id))
            job = null;
        return job is not null;
    }
}
