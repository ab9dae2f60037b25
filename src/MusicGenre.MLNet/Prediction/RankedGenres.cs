namespace MusicGenre.MLNet.Prediction;

/// <summary>Makes ranked lists of genres out of a head's bare probabilities.</summary>
internal static class RankedGenres
{
    /// <summary>Most probable first; equals in the order of the genres.</summary>
    public static IReadOnlyList<GenreProbability> Of(IReadOnlyList<string> genres, IReadOnlyList<float> probabilities)
        => [.. genres.Select((genre, i) => new GenreProbability(genre, probabilities[i])).OrderByDescending(g => g.Probability)];
}
