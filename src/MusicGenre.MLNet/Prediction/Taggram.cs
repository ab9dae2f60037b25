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
}
