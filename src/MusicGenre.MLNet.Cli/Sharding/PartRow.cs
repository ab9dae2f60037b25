namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>What is known of one track.</summary>
internal sealed record PartRow
{
    /// <summary>Gets the path as the list has it.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the file's size in bytes; null if it could not be read.</summary>
    public long? Size { get; init; }

    /// <summary>Gets the SHA-256 of the file, in lower-case hexadecimal; null if it could not be read.</summary>
    public string? Hash { get; init; }

    /// <summary>Gets the probability of each genre, in the order of <see cref="PartIdentity.Genres"/>; null if there is none.</summary>
    public float[]? Probabilities { get; init; }

    /// <summary>Gets the track's embedding, the mean over its segments; null if there is none.</summary>
    public float[]? Embedding { get; init; }

    /// <summary>Gets why the track could not be used; null if it could.</summary>
    public string? Error { get; init; }

    /// <summary>Gets how long it took to read and embed the track, in seconds.</summary>
    public double Seconds { get; init; }
}
