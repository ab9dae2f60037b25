using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>Makes one answer of those for the files of a folder: the mean of their probabilities.</summary>
internal static class Albums
{
    /// <summary>
    /// Merges answers that follow each other and whose files lie in one folder. Files that could not be used stay by themselves, before the
    /// answer of their folder.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Answer>> Of(IEnumerable<Answer> answers) => FilesOf(answers).Select(Merge);

    /// <summary>Groups answers that follow each other and whose files lie in one folder.</summary>
    public static IEnumerable<IReadOnlyList<Answer>> FilesOf(IEnumerable<Answer> answers)
    {
        var group = new List<Answer>();
        foreach (Answer answer in answers)
        {
            if (group.Count > 0 && FolderOf(group[0].Path) != FolderOf(answer.Path))
            {
                yield return group;
                group = [];
            }
            group.Add(answer);
        }
        if (group.Count > 0)
            yield return group;
    }

    /// <summary>
    /// Gets the answers that a folder's files give together: those that could not be used, and the mean of the others, which is unknown if most
    /// of them are.
    /// </summary>
    public static IReadOnlyList<Answer> Merge(IReadOnlyList<Answer> group)
    {
        Answer[] refused = [.. group.Where(answer => answer.Ranked is null)];
        int unknown = group.Count(answer => answer.IsUnknown);
        IReadOnlyList<GenreProbability>[] ranked = [.. group.Select(answer => answer.Ranked).OfType<IReadOnlyList<GenreProbability>>()];
        return ranked.Length == 0 ? refused : [.. refused, new Answer(FolderOf(group[0].Path), Mean(ranked), null, null, 2 * unknown > ranked.Length)];
    }

    /// <summary>Gets the folder that a file belongs to, as it would be typed.</summary>
    public static string FolderOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";

    private static IReadOnlyList<GenreProbability> Mean(IReadOnlyList<IReadOnlyList<GenreProbability>> ranked) =>
    [
        .. ranked.SelectMany(genres => genres).GroupBy(genre => genre.Genre)
            .Select(genre => new GenreProbability(genre.Key, (float)(genre.Sum(one => (double)one.Probability) / ranked.Count)))
            .OrderByDescending(genre => genre.Probability).ThenBy(genre => genre.Genre, StringComparer.Ordinal),
    ];
}
