namespace MusicGenre.MLNet.TestSupport;

/// <summary>Calls back at once, on the thread that reports and one call at a time; <see cref="Progress{T}"/> would do so later.</summary>
public sealed class InlineProgress<T>(Action<T> report) : IProgress<T>
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public void Report(T value)
    {
        lock (_lock)
            report(value);
    }
}
