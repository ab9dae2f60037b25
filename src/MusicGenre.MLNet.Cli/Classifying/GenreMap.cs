namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>
/// Maps the classifier's genres to a list of the user's own. A text file has a line for each genre, <c>hard rock = Rock</c>; several may
/// become one, and their probabilities are added. <c>* = Other</c> is for all that are not named, which else keep their names; an empty
/// right side leaves a genre out. Empty lines, and those that begin with <c>#</c>, say nothing.
/// </summary>
internal sealed class GenreMap
{
    private const string Others = "*";

    private readonly IReadOnlyDictionary<string, string> _names;

    private GenreMap(IReadOnlyDictionary<string, string> names) => _names = names;

    /// <summary>Reads a map.</summary>
    /// <param name="path">The file.</param>
    /// <param name="genres">The genres that the classifier knows.</param>
    /// <exception cref="ToolException">A line is no pair, or names a genre that the classifier does not know.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GenreMap Read(string path, IReadOnlyList<string> genres)
    {
        Dictionary<string, string> known = genres.ToDictionary(Letters), names = [];
        string? others = null;
        foreach ((int index, string line) in File.ReadLines(path).Index())
        {
            if (line.AsSpan().Trim() is [] or ['#', ..])
                continue;
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } genre, var name])
                throw Wrong("a line is 'genre = name of your own'.");
            if (genre == Others)
                others = name;
            else if (!known.TryGetValue(Letters(genre), out string? found))
                throw Wrong($"the classifier does not know the genre '{genre}'. {Meant(genre, genres)}");
            else if (!names.TryAdd(found, name))
                throw Wrong($"the genre '{genre}' is named twice.");

            ToolException Wrong(string problem) => new(FormattableString.Invariant($"{path}, line {index + 1}: {problem}"));
        }
        foreach (string genre in genres)
            names.TryAdd(genre, others ?? genre);
        return names.Values.Any(name => name.Length > 0)
            ? new GenreMap(names)
            : throw new ToolException($"{path} leaves out every genre that the classifier knows. Keep at least one.");
    }

    /// <summary>
    /// Gets the user's genres and their probabilities, the most probable first. They sum to 1 again where genres are left out.
    /// </summary>
    public IReadOnlyList<GenreProbability> Apply(IReadOnlyList<GenreProbability> ranked)
    {
        var sums = new Dictionary<string, double>();
        foreach (GenreProbability genre in ranked)
            if (_names[genre.Genre] is { Length: > 0 } name)
                sums[name] = sums.GetValueOrDefault(name) + genre.Probability;
        double total = sums.Values.Sum();
        return
        [
            .. sums.Select(sum => new GenreProbability(sum.Key, (float)(total > 0 ? sum.Value / total : 1.0 / sums.Count)))
                .OrderByDescending(genre => genre.Probability),
        ];
    }

    private static string Meant(string genre, IReadOnlyList<string> genres)
        => Suggestion.Nearest(genre, genres) is { } nearest ? $"Did you mean '{nearest}'?" : $"It knows {string.Join(", ", genres)}.";

    // Capitals, blanks and hyphens do not matter.
    private static string Letters(string genre)
        => string.Concat(genre.Replace("&", "and").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
