namespace MusicGenre.MLNet.Evaluation;

/// <summary>Checks of lists of genres.</summary>
internal static class GenreList
{
    public static void Validate(IReadOnlyList<string> genres, string parameter)
    {
        ArgumentNullException.ThrowIfNull(genres, parameter);
        if (genres.Count == 0)
            throw new ArgumentException("The list of genres is empty.", parameter);
        if (genres.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A genre has no name.", parameter);
        if (genres.GroupBy(genre => genre, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"The genre '{twice.Key}' is listed twice.", parameter);
    }

    public static int IndexOf(IReadOnlyList<string> genres, string genre, string parameter)
    {
        for (int i = 0; i < genres.Count; i++)
            if (string.Equals(genres[i], genre, StringComparison.Ordinal))
                return i;
        throw new ArgumentException($"There is no genre '{genre}'. The genres are {string.Join(", ", genres)}.", parameter);
    }
}
