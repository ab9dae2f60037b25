namespace MusicGenre.MLNet;

/// <summary>
/// Probabilities over time: what a classifier says of each segment of a track by itself. Of a long track the segments that were looked
/// at are evenly spread, so there may be gaps between them.
/// </summary>
/// <param name="Segments">The segments in the order of time, at least one.</param>
public sealed record Taggram(IReadOnlyList<TaggramSegment> Segments)
{
    /// <summary>The probabilities of one genre, one a segment.</summary>
    /// <param name="genre">A genre that the classifier knows.</param>
    /// <exception cref="ArgumentException">The classifier does not know the genre; the message names those it knows.</exception>
    public IReadOnlyList<float> Of(string genre)
    {
        if (Segments[0].Ranked.All(g => g.Genre != genre))
            throw new ArgumentException(
                $"There is no genre '{genre}'; the classifier knows {string.Join(", ", Segments[0].Ranked.Select(g => g.Genre).Order(StringComparer.Ordinal))}.", nameof(genre));
        return [.. Segments.Select(s => s.Ranked.First(g => g.Genre == genre).Probability)];
    }
}
