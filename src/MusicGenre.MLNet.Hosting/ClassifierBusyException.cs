namespace MusicGenre.MLNet.Hosting;

/// <summary>
/// Too many predictions wait already, or one waited too long. A web application answers 503 (or 429), with
/// <see cref="RetryAfter"/> in the header <c>Retry-After</c>.
/// </summary>
/// <param name="message">What is full, and what to do.</param>
/// <param name="retryAfter">When to try again.</param>
public sealed class ClassifierBusyException(string message, TimeSpan retryAfter) : MusicGenreException(message)
{
    /// <summary>Gets how long a caller should wait before it tries again, from how long predictions took lately; whole seconds, at least 1.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
