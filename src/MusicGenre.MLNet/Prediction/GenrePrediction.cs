namespace MusicGenre.MLNet;

/// <summary>What a classifier says of a track.</summary>
/// <param name="Ranked">All genres with their probabilities, the most probable first; the probabilities sum to 1.</param>
/// <param name="Taggram">What it says of each segment by itself.</param>
public sealed record GenrePrediction(IReadOnlyList<GenreProbability> Ranked, Taggram Taggram)
{
    /// <summary>The most probable genre.</summary>
    public string Genre => Ranked[0].Genre;

    /// <summary>The probability of <see cref="Genre"/>, 0…1.</summary>
    public float Confidence => Ranked[0].Probability;

    /// <summary>The most probable genres.</summary>
    /// <param name="count">How many, at least 1; all if there are fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public IReadOnlyList<GenreProbability> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. Ranked.Take(count)];
    }

    /// <summary>For people, e.g. <c>jazz 83.1 %, blues 9.0 %, …</c>.</summary>
    public override string ToString() => string.Join(", ", Top(3)) + (Ranked.Count > 3 ? ", …" : "");
}
