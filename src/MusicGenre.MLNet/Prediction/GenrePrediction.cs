namespace MusicGenre.MLNet;

/// <summary>The prediction for a track. Two of equal values are equal.</summary>
/// <param name="Ranked">All genres with their probabilities, the most probable first; the probabilities sum to 1.</param>
/// <param name="Taggram">The predictions for each segment by itself.</param>
public sealed record GenrePrediction(IReadOnlyList<GenreProbability> Ranked, Taggram Taggram)
{
    /// <summary>Gets the most probable genre.</summary>
    public string Genre => Ranked[0].Genre;

    /// <summary>Gets the probability of <see cref="Genre"/>, 0…1.</summary>
    public float Confidence => Ranked[0].Probability;

    /// <summary>Gets the most probable genres.</summary>
    /// <param name="count">How many, at least 1; all if there are fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public IReadOnlyList<GenreProbability> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. Ranked.Take(count)];
    }

    /// <summary>Gets a text for people, e.g. <c>jazz 83.1 %, blues 9.0 %, …</c>.</summary>
    public override string ToString() => string.Join(", ", Top(3)) + (Ranked.Count > 3 ? ", …" : "");

    /// <summary>Whether another prediction has the same probabilities, of the track and of each segment.</summary>
    public bool Equals(GenrePrediction? other)
        => other is not null && Ranked.SequenceEqual(other.Ranked) && Taggram.Equals(other.Taggram);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ranked.Count, Ranked.Count > 0 ? Ranked[0] : default, Taggram);
}
