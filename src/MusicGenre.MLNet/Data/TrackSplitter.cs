using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.Random;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// Divides tracks for training and testing. Splits are grouped (files of one recording stay together, and all recordings of one artist
/// where artists are known), stratified (each genre gets its share, recordings counted) and seeded: the same tracks and seed give the same
/// split on every machine, in whatever order the tracks come. Augmented copies (<see cref="GenreTrack.IsCopy"/>) go with their source into
/// training, and nowhere if it is held out.
/// </summary>
public static class TrackSplitter
{
    /// <summary>
    /// Holds a part of every genre out. A genre's held-out part misses its share by no more than its largest group, and a genre that has
    /// two groups or more has one on each side at least (both as far as groups that span genres allow). A genre of a single group stays in
    /// training, so
    /// <see cref="TrackSplit.Test"/> is empty if all are so. Given folds play no part.
    /// </summary>
    /// <param name="tracks">The tracks to divide.</param>
    /// <param name="heldOutFraction">The share to hold out, between 0 and 1 exclusively, e.g. 0.2.</param>
    /// <param name="seed">Decides which groups are held out.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">There are no tracks.</exception>
    public static TrackSplit Split(IReadOnlyList<GenreTrack> tracks, double heldOutFraction, int seed)
    {
        RequireTracks(tracks);
        if (!(heldOutFraction is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(heldOutFraction), heldOutFraction, "Must lie between 0 and 1, e.g. 0.2.");
        TrackGroup[] groups = Shuffle(TrackGroup.Of(tracks), seed);
        HashSet<TrackGroup> held = HeldOutGroups.Choose(groups, heldOutFraction);
        return new TrackSplit(
            string.Create(CultureInfo.InvariantCulture, $"{heldOutFraction:0.##%} held out, seed {seed}"),
            InOrder(groups.Where(group => !held.Contains(group))),
            Tested(InOrder(held)));
    }

    /// <summary>
    /// Divides the tracks into folds, each of which is the test part of one split, so that every track is tested exactly once. If the
    /// tracks bring folds of their own (<see cref="GenreTrack.Fold"/>), those are used as given, and <paramref name="k"/> and
    /// <paramref name="seed"/> play no part. Otherwise groups are dealt out, those spanning genres and the largest first, each to the fold
    /// that has least of its genre: a genre's folds differ by at most its largest group, and a genre of at least
    /// <paramref name="k"/> groups is in every fold (as far as groups that span genres allow).
    /// </summary>
    /// <param name="tracks">The tracks to divide.</param>
    /// <param name="k">Number of folds, at least 2.</param>
    /// <param name="seed">Decides which groups go together.</param>
    /// <param name="ignoreGiven">Whether to make new folds although the tracks bring some.</param>
    /// <returns>One split for each fold, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 2.</exception>
    /// <exception cref="ArgumentException">There are no tracks.</exception>
    /// <exception cref="DatasetException">There are fewer groups than folds, or only some of the tracks bring a fold.</exception>
    public static IReadOnlyList<TrackSplit> Folds(IReadOnlyList<GenreTrack> tracks, int k, int seed, bool ignoreGiven = false)
    {
        RequireTracks(tracks);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        if (!ignoreGiven && HasGivenFolds(tracks))
            return GivenFolds(tracks);

        IReadOnlyList<TrackGroup> groups = TrackGroup.Of(tracks);
        if (groups.Count < k)
        {
            throw new DatasetException(
                $"{k} folds need at least {k} independent tracks, but there are {groups.Count} ({DescribeGrouping(tracks)}). " +
                "Take fewer folds or add tracks.");
        }

        IReadOnlyList<IReadOnlyList<TrackGroup>> folds = FoldDealer.Deal(Shuffle(groups, seed), k);
        return
        [
            .. folds.Select((fold, i) => new TrackSplit(
                $"fold {i + 1}",
                InOrder(folds.Where((_, j) => j != i).SelectMany(other => other)),
                Tested(InOrder(fold)))),
        ];
    }

    /// <summary>Whether the tracks bring folds of their own.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <returns><c>true</c> if every track has a fold, <c>false</c> if none has.</returns>
    /// <exception cref="ArgumentException">There are no tracks.</exception>
    /// <exception cref="DatasetException">Some tracks have a fold and others have none.</exception>
    public static bool HasGivenFolds(IReadOnlyList<GenreTrack> tracks)
    {
        RequireTracks(tracks);
        int given = tracks.Count(track => track.Fold is not null);
        if (given == 0 || given == tracks.Count)
            return given > 0;
        throw new DatasetException(
            $"{given} of {tracks.Count} tracks have a fold and the others none, e.g. '{tracks.First(track => track.Fold is null).RelativePath}'. " +
            "Fill in the column 'fold' for every track, or remove it to have folds made.");
    }

    /// <summary>How tracks are kept together, in words for a report: "grouped by artist", "grouped by track", or a mixture.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <returns>The words.</returns>
    /// <exception cref="ArgumentException">There are no tracks.</exception>
    public static string DescribeGrouping(IReadOnlyList<GenreTrack> tracks)
    {
        RequireTracks(tracks);
        int known = tracks.Count(track => track.Artist is not null);
        string duplicates = tracks.Any(track => track.DuplicateGroup is not null) && !tracks.Any(track => track.Fold is not null)
            ? ", duplicates together" : "";
        return (known == 0 ? "grouped by track"
            : known == tracks.Count ? "grouped by artist"
            : $"grouped by artist where known ({known} of {tracks.Count} files), else by track") + duplicates;
    }

    private static IReadOnlyList<TrackSplit> GivenFolds(IReadOnlyList<GenreTrack> tracks)
    {
        int[] folds = [.. tracks.Select(track => track.Fold!.Value).Distinct().Order()];
        if (folds.Length < 2)
        {
            throw new DatasetException(
                $"All {tracks.Count} tracks are in fold {folds[0]}, but at least two folds are needed. Give others, or remove the column 'fold'.");
        }

        return
        [
            .. folds.Select(fold => new TrackSplit(
                $"fold {fold}",
                InOrder(tracks.Where(track => track.Fold != fold)),
                Tested(InOrder(tracks.Where(track => track.Fold == fold))))),
        ];
    }

    private static TrackGroup[] Shuffle(IEnumerable<TrackGroup> groups, int seed)
    {
        // Not System.Random: what it makes of a seed is not promised to stay.
        TrackGroup[] shuffled = [.. groups];
        Combinatorics.SelectPermutationInplace(shuffled, new Xoshiro256StarStar(seed, threadSafe: false));
        return shuffled;
    }

    // A copy of a held-out track is neither learned from nor tested.
    private static IReadOnlyList<GenreTrack> Tested(IReadOnlyList<GenreTrack> held) => [.. held.Where(track => !track.IsCopy)];

    private static IReadOnlyList<GenreTrack> InOrder(IEnumerable<TrackGroup> groups) => InOrder(groups.SelectMany(group => group.Tracks));

    private static IReadOnlyList<GenreTrack> InOrder(IEnumerable<GenreTrack> tracks) =>
        [.. tracks.OrderBy(track => track.RelativePath, StringComparer.Ordinal)];

    private static void RequireTracks(IReadOnlyList<GenreTrack> tracks)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0)
            throw new ArgumentException("There are no tracks to divide.", nameof(tracks));
    }
}
