namespace MusicGenre.MLNet;

/// <summary>What a classifier says of one segment of a track.</summary>
/// <param name="Start">The segment's start.</param>
/// <param name="End">The segment's end.</param>
/// <param name="Ranked">All genres, the most probable first.</param>
public sealed record TaggramSegment(TimeSpan Start, TimeSpan End, IReadOnlyList<GenreProbability> Ranked)
{
    /// <summary>The most probable genre of this segment.</summary>
    public string Genre => Ranked[0].Genre;
}
