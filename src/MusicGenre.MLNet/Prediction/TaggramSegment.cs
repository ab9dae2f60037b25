namespace MusicGenre.MLNet;

/// <summary>The prediction for one segment of a track.</summary>
/// <param name="Start">The segment's start.</param>
/// <param name="End">The segment's end.</param>
/// <param name="Ranked">All genres, the most probable first.</param>
public sealed record TaggramSegment(TimeSpan Start, TimeSpan End, IReadOnlyList<GenreProbability> Ranked)
{
    /// <summary>Gets the most probable genre of this segment.</summary>
    public string Genre => Ranked[0].Genre;
}
