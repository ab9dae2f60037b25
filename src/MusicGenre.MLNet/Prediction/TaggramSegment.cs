namespace MusicGenre.MLNet;

/// <summary>The prediction for one segment of a track.</summary>
/// <param name="Start">The segment's start.</param>
/// <param name="End">The segment's end.</param>
/// <param name="Ranked">All genres, the most probable first.</param>
public sealed record TaggramSegment(TimeSpan Start, TimeSpan End, IReadOnlyList<GenreProbability> Ranked)
{
    /// <summary>Gets the most probable genre of this segment.</summary>
    public string Genre => Ranked[0].Genre;

    /// <summary>Whether another segment has the same place and the same probabilities.</summary>
    public bool Equals(TaggramSegment? other)
        => other is not null && Start == other.Start && End == other.End && Ranked.SequenceEqual(other.Ranked);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End, Ranked.Count > 0 ? Ranked[0] : default);

    /// <summary>Gets a text for people, e.g. <c>0:30–1:00 jazz 83.1 %</c>.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{Clock(Start)}–{Clock(End)} {(Ranked.Count > 0 ? Ranked[0] : "no genre")}");

    private static string Clock(TimeSpan time)
        => FormattableString.Invariant($"{(long)time.TotalMinutes}:{time.Seconds:00}");
}
