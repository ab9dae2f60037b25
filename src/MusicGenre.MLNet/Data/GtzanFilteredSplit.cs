using System.Globalization;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// The published division of GTZAN without its known faults (repetitions, distortions, wrong labels) and without an artist on two sides:
/// 443 tracks to train, 197 to validate, 290 to test; the other 70 are left out.
/// </summary>
/// <remarks>
/// Source: C. Kereliuk, B. L. Sturm and J. Larsen, "Deep Learning and Music Adversaries", IEEE Transactions on Multimedia 17 (11), 2015,
/// with the faults described in B. L. Sturm, "The GTZAN dataset: Its contents, its faults, their effects on evaluation, and its future
/// use", 2013.
/// </remarks>
public static class GtzanFilteredSplit
{
    // Numbers of the tracks, genre by genre in the order of GtzanNames.Genres.
    private static readonly string[] TrainNumbers =
    [
        "29-49,73-97",
        "30-33,43-48,50-67,80-99",
        "19-26,28-29,65-99",
        "5,15-20,22-37,39-45,47,49,53-54,56-57,59,61,70,73-74,89",
        "2-25,28-29,31-38,41-42,55-61,77-80",
        "0-1,11-24,41,47-72",
        "2-3,5,21,24,35,46-57,59-66,69,71-72,79-80,84,86,89-99",
        "2-9,11-12,16-20,23-29,31-36,38-42,44,46,49-50,80,97-99",
        "0-2,4,6,9,11-12,14-32,42-45,49-51,54-60,63,69",
        "0-9,16-26,57-70,91-99",
    ];

    private static readonly string[] ValidationNumbers =
    [
        "0-11,50-60",
        "0-10,68-76",
        "0-7,9-18,27,41-42,45,49",
        "0,2-4,6-14,46,48,52,67-68,72,75,90,95",
        "81-98",
        "2-10,25-32",
        "0-1,6-11,16-20,36-37,68,76-77,81-82",
        "10,53,55,58-62,81,83-86",
        "61-62,70,72,74,76-78,85,92-99",
        "38,49-56,71-85",
    ];

    private static readonly string[] TestNumbers =
    [
        "12-28,61-72,98-99",
        "11-29,34-41,49,77-79",
        "30-40,43-44,46-48,50-51,53-64",
        "1,21,58,62-66,69,76-88,91-94,96-97,99",
        "0,26-27,30,40,43-45,51-54,62-75,99",
        "73-99",
        "12-15,22-23,25-33,38-39,67,70,73-75,78,83,85,87-88",
        "0-1,13-14,43,63-66,69-79,82,88-96",
        "34-40,46-48,52-53,64-68,71,79,82-84,87-90",
        "10-15,27-37,39-48,86-90",
    ];

    /// <summary>The 443 tracks to learn from, as <c>blues.00029</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Train { get; } = Expand(TrainNumbers);

    /// <summary>The 197 tracks to choose settings with, in ordinal order.</summary>
    public static IReadOnlyList<string> Validation { get; } = Expand(ValidationNumbers);

    /// <summary>The 290 tracks to report on, in ordinal order.</summary>
    public static IReadOnlyList<string> Test { get; } = Expand(TestNumbers);

    /// <summary>
    /// Divides a data set that holds GTZAN, as sound or pictures, whole tracks or segments: files are recognised by their genre and name
    /// (<c>blues.00012.wav</c>, <c>blues.00012.3.wav</c>, <c>blues00012.png</c>).
    /// </summary>
    /// <param name="tracks">The tracks of the data set.</param>
    /// <returns>The three parts, what is left out and what is missing.</returns>
    /// <exception cref="ArgumentException">There are no tracks.</exception>
    /// <exception cref="DatasetException">The tracks are not GTZAN's, or so few of them that a part lacks a genre.</exception>
    internal static GtzanSplit Apply(IReadOnlyList<GenreTrack> tracks)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0)
            throw new ArgumentException("There are no tracks to divide.", nameof(tracks));

        ILookup<string, GenreTrack> byName = tracks.ToLookup(NameOf);
        GenreTrack[] strangers = [.. byName[""]];
        if (strangers.Length > tracks.Count / 2)
        {
            throw new DatasetException(
                $"This is not GTZAN: {strangers.Length} of {tracks.Count} files, e.g. '{strangers[0].RelativePath}', " +
                "are not named like 'blues/blues.00012.wav'. The published split is for GTZAN only; hold out a fraction or take folds instead.");
        }

        GenreTrack[] train = Select(tracks, Train, "training");
        GenreTrack[] originals = [.. tracks.Where(track => !track.IsCopy)];
        GenreTrack[] validation = Select(originals, Validation, "validation");
        GenreTrack[] test = Select(originals, Test, "test");
        HashSet<string> listed = [.. Train, .. Validation, .. Test];
        return new GtzanSplit(
            train,
            validation,
            test,
            [.. tracks.Where(track => !listed.Contains(NameOf(track)))],
            [.. Train.Concat(Validation).Concat(Test).Where(name => !byName.Contains(name))]);
    }

    private static GenreTrack[] Select(IReadOnlyList<GenreTrack> tracks, IReadOnlyList<string> names, string part)
    {
        HashSet<string> wanted = [.. names];
        GenreTrack[] chosen = [.. tracks.Where(track => wanted.Contains(NameOf(track)))];
        string[] absent = [.. GtzanNames.Genres.Except(chosen.Select(track => track.Genre.ToLowerInvariant()))];
        if (absent.Length == 0)
            return chosen;
        throw new DatasetException(
            $"The {part} part of GTZAN's published split would have no track of {string.Join(", ", absent)}: " +
            $"of its {names.Count} tracks, {chosen.Select(track => track.TrackId).Distinct().Count()} are here. " +
            "The whole data set of 1000 tracks is needed; for a part of it, take folds instead.");
    }

    private static string NameOf(GenreTrack track) =>
        GtzanNames.NumberOf(track.Genre, track.TrackId) is { } number ? Name(track.Genre.ToLowerInvariant(), number) : "";

    private static string Name(string genre, int number) => string.Create(CultureInfo.InvariantCulture, $"{genre}.{number:00000}");

    private static string[] Expand(string[] numbers) =>
        [.. GtzanNames.Genres.Zip(numbers).SelectMany(
            pair => pair.Second.Split(',').SelectMany(Range).Select(number => Name(pair.First, number)))];

    private static IEnumerable<int> Range(string text)
    {
        string[] ends = text.Split('-');
        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, int.Parse(ends[^1], CultureInfo.InvariantCulture) - first + 1);
    }
}
