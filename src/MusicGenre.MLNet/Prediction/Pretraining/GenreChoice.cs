namespace MusicGenre.MLNet.Prediction.Pretraining;

/// <summary>Which of a network's genres a ready classifier tells apart, and what it calls them.</summary>
/// <param name="Genres">The genres as the caller writes them, in ordinal order.</param>
/// <param name="Outputs">The place of each among the network's values.</param>
internal sealed record GenreChoice(IReadOnlyList<string> Genres, IReadOnlyList<int> Outputs)
{
    /// <summary>All genres, by the network's own names.</summary>
    public static GenreChoice All(IReadOnlyList<string> known) => Of(known.Select((genre, place) => (genre, place)));

    /// <summary>The genres named.</summary>
    /// <param name="known">The network's genres, in the order of its values.</param>
    /// <param name="names">The names asked for, at least two.</param>
    /// <exception cref="ArgumentException">A name is unknown, two mean the same genre, or there are fewer than two.</exception>
    public static GenreChoice Of(IReadOnlyList<string> known, IReadOnlyList<string> names)
    {
        if (names.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A genre has no name. Leave it out.", nameof(names));
        (string Name, int Place)[] found = [.. names.Select(name => (name, GenreNames.IndexOf(known, name)))];
        string[] unknown = [.. found.Where(genre => genre.Place < 0).Select(genre => $"'{genre.Name}'")];
        if (unknown.Length > 0)
            throw new ArgumentException(
                $"The pretrained classifier does not know {(unknown.Length == 1 ? "the genre" : "the genres")} {string.Join(", ", unknown)}. It knows "
                + $"{string.Join(", ", known.Order(StringComparer.Ordinal))}. Name some of these, or train a classifier on music of your own.", nameof(names));
        if (found.GroupBy(genre => genre.Place).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"{string.Join(" and ", twice.Select(genre => $"'{genre.Name}'"))} are the same genre, '{known[twice.Key]}'. Name it once.", nameof(names));
        if (found.Length < 2)
            throw new ArgumentException(
                $"{(found.Length == 0 ? "No genre is" : "Only one genre is")} named, and a classifier needs two to tell apart. Name more, or none at all for all of them.", nameof(names));
        return Of(found);
    }

    private static GenreChoice Of(IEnumerable<(string Name, int Place)> genres)
    {
        (string Name, int Place)[] ordered = [.. genres.OrderBy(genre => genre.Name, StringComparer.Ordinal)];
        return new GenreChoice([.. ordered.Select(genre => genre.Name)], [.. ordered.Select(genre => genre.Place)]);
    }
}
