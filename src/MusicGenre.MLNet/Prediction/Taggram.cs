using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet;

/// <summary>
/// Holds probabilities over time: the prediction for each segment of a track by itself. The segments of a long track are evenly spread, so
/// there may be gaps between them.
/// </summary>
/// <param name="Segments">The segments in the order of time, at least one.</param>
public sealed record Taggram(IReadOnlyList<TaggramSegment> Segments)
{
    /// <summary>Gets the probabilities of one genre, one a segment.</summary>
    /// <param name="genre">A genre that the classifier knows.</param>
    /// <exception cref="ArgumentException">The classifier does not know the genre; the message names those it knows.</exception>
    public IReadOnlyList<float> Of(string genre)
    {
        GenreList.IndexOf([.. Segments[0].Ranked.Select(g => g.Genre).Order(StringComparer.Ordinal)], genre, nameof(genre));
        return [.. Segments.Select(s => s.Ranked.First(g => g.Genre == genre).Probability)];
    }

    /// <summary>Whether another taggram has the same segments with the same probabilities.</summary>
    public bool Equals(Taggram? other) => other is not null && Segments.SequenceEqual(other.Segments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Segments.Count, Segments.Count > 0 ? Segments[0] : null);

    /// <summary>Gets a text for people, a line for each segment, e.g. <c>0:30–1:00 jazz 83.1 %</c>.</summary>
    public override string ToString() => string.Join('\n', Segments);
}
