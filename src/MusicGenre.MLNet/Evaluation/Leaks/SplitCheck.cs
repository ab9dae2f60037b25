using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Duplicates;

namespace MusicGenre.MLNet.Evaluation.Leaks;

/// <summary>Tells whether anything of the tested tracks could be learned before, which would make the figures too good.</summary>
public sealed record SplitCheck
{
    private const int Shown = 3;

    /// <summary>Gets what the split keeps on one side.</summary>
    public required SplitGrouping Grouping { get; init; }

    /// <summary>Gets the artists and recordings that are on both sides of a split, in ordinal order.</summary>
    public IReadOnlyList<string> SharedGroups { get; init; } = [];

    /// <summary>
    /// Gets near-identical recordings of which one was learned from and the other tested; <see langword="null"/> if none were searched for.
    /// </summary>
    public IReadOnlyList<DuplicatePair>? DuplicatesAcross { get; init; }

    /// <summary>Gets the check of a folder that a finished classifier is measured on.</summary>
    public static SplitCheck Unknown { get; } = new() { Grouping = SplitGrouping.Unknown };

    /// <summary>Whether a leak was found, rather than only being possible.</summary>
    public bool HasLeak => SharedGroups.Count > 0 || DuplicatesAcross?.Count > 0;

    /// <summary>Checks splits.</summary>
    /// <param name="splits">The splits, at least one, of tracks as the data set has them.</param>
    /// <param name="duplicates">The near-identical recordings; <see langword="null"/> if none were searched for.</param>
    /// <param name="grouping">
    /// What the splits are known to keep on one side; <see langword="null"/> to derive it from the artists that the tracks name.
    /// </param>
    /// <exception cref="ArgumentException">There are no splits, or one has no tracks.</exception>
    public static SplitCheck Of(IReadOnlyList<TrackSplit> splits, DuplicateReport? duplicates = null, SplitGrouping? grouping = null)
    {
        ArgumentNullException.ThrowIfNull(splits);
        if (splits.Count == 0)
            throw new ArgumentException("There are no splits to check.", nameof(splits));
        GenreTrack[] tracks = [.. splits[0].Train, .. splits[0].Test];
        if (tracks.Length == 0)
            throw new ArgumentException($"The split '{splits[0].Name}' has no tracks to check.", nameof(splits));
        int known = tracks.Count(track => track.Artist is not null);
        return new SplitCheck
        {
            Grouping = grouping
                ?? (known == 0 ? SplitGrouping.Track : known == tracks.Length ? SplitGrouping.Artist : SplitGrouping.ArtistWhereKnown),
            SharedGroups = [.. splits.SelectMany(split => split.SharedGroups).Distinct().Order(StringComparer.Ordinal)],
            DuplicatesAcross = duplicates is null ? null : [.. duplicates.Pairs.Where(pair => splits.Any(split => IsAcross(split, pair)))],
        };
    }

    /// <summary>Gets what the split means, in one sentence.</summary>
    public string Meaning => SharedGroups.Count > 0 ? SharedMeaning : Grouping switch
    {
        SplitGrouping.Artist => "All tracks of an artist are on one side, so the figures are for artists that the classifier never heard.",
        SplitGrouping.ArtistByAuthors =>
            "It is grouped by artist by its authors: all tracks of an artist are on one side, so the figures are for artists that the "
            + "classifier never heard. The artists are not named in the data, so this is taken from the published split and was not "
            + "checked.",
        SplitGrouping.ArtistWhereKnown =>
            "All tracks of an artist are on one side where the artist is known; of the other tracks, the files of one recording are.",
        SplitGrouping.Track => "All files of a recording are on one side, but its artist is unknown.",
        SplitGrouping.Nothing => "Files were divided at random, whatever recording or artist they belong to.",
        _ => "A finished classifier was measured; what it learned from is not known here.",
    };

    /// <summary>Gets what to be careful about, in words; empty if nothing was found.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            List<string> warnings = Grouping switch
            {
                SplitGrouping.Nothing =>
                [
                    "The split is random by file: a classifier that only recognizes recordings or artists again would do well. "
                    + "The figures are too good for new music.",
                ],
                SplitGrouping.Track =>
                [
                    "The split is by track and no artists are known: tracks of one artist or album may have been learned from and tested, "
                    + "which makes the figures better than those for new artists. Name the artists in a tracks.csv to keep them apart.",
                ],
                SplitGrouping.ArtistWhereKnown =>
                [
                    "The artists of some tracks are unknown: these may share an artist with tracks that were learned from. "
                    + "Name the missing artists in tracks.csv.",
                ],
                SplitGrouping.Unknown =>
                [
                    "It was not checked whether the classifier learned from these tracks or their artists. If it did, the figures are "
                    + "too good.",
                ],
                _ => [],
            };
            if (SharedGroups.Count > 0)
                warnings.Add(
                    $"LEAK: {Counted.Of(SharedGroups.Count, "artist or recording is", "artists or recordings are")} on both sides of a "
                    + $"split: {List(SharedGroups)}. {SharedRemedy}");
            if (DuplicatesAcross?.Count > 0)
                warnings.Add(
                    "LEAK: "
                    + Counted.Of(DuplicatesAcross.Count, "pair of near-identical recordings is", "pairs of near-identical recordings are")
                    + $" on two sides of a split: {List([.. DuplicatesAcross.Select(pair => $"{pair.First} = {pair.Second}")])}. "
                    + "Remove one of each, or keep duplicates together (TrainOptions.Duplicates = Group).");
            return warnings;
        }
    }

    // A published split is used as it is, too, but no table of the user's made it.
    private string SharedMeaning => Grouping == SplitGrouping.ArtistByAuthors
        ? "The published split was used as it is. Its authors kept artists apart, but what the data names is on both sides."
        : "The given folds were used as they are, and they do not keep artists and recordings apart.";

    private string SharedRemedy => Grouping == SplitGrouping.ArtistByAuthors
        ? "Correct the artists that tracks.csv names, or hold out a part that is grouped by them."
        : "Correct the folds that tracks.csv gives, or remove its column 'fold'.";

    private static bool IsAcross(TrackSplit split, DuplicatePair pair)
    {
        bool Has(IEnumerable<GenreTrack> side, string path) => side.Any(track => track.RelativePath == path);
        return (Has(split.Train, pair.First) && Has(split.Test, pair.Second))
            || (Has(split.Test, pair.First) && Has(split.Train, pair.Second));
    }

    private static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
