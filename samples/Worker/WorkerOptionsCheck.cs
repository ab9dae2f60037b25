using Microsoft.Extensions.Options;

namespace Worker;

/// <summary>Checks the settings before anything starts.</summary>
internal sealed class WorkerOptionsCheck : IValidateOptions<WorkerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(WorkerOptions options)
    {
        if (options.FolderPaths.Count == 0)
            yield return "No folder is given. Name one: --folders ~/Music (several are parted by the system's path separator).";
        foreach (string folder in options.FolderPaths.Where(folder => !Directory.Exists(folder)))
            yield return $"There is no folder {folder}.";
        if (options.ScanInterval <= TimeSpan.Zero || options.Settled < TimeSpan.Zero || options.FirstRetry <= TimeSpan.Zero)
            yield return "ScanInterval and FirstRetry must be above 0, and Settled at least 0.";
        if (options.QueueLength < 1 || options.Concurrency < 1 || options.MaxAttempts < 1)
            yield return "QueueLength, Concurrency and MaxAttempts must be at least 1.";
        if (options.Extensions.FirstOrDefault(extension => !extension.StartsWith('.')) is { } wrong)
            yield return $"Extensions begin with a dot: {wrong}.";
    }
}
