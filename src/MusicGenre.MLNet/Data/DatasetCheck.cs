using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Data;

/// <summary>Says whether a data set is enough to learn from, and what it holds.</summary>
internal static class DatasetCheck
{
    private const int SkippedShown = 5;

    /// <summary>Throws if there is no usable file.</summary>
    public static void EnsureNotEmpty(GenreDataset dataset)
    {
        if (dataset.Tracks.Count == 0)
        {
            throw new DatasetException(
                $"No file in '{dataset.Directory}' can be used. " +
                "Expected audio files or spectrogram PNGs in one sub-folder for each genre. " +
                Found(dataset));
        }
    }

    /// <summary>Throws if there are fewer than two genres or too few independent tracks in one of the expected genres.</summary>
    public static void EnsureTrainable(GenreDataset dataset, IReadOnlyList<string> expectedGenres, int minTracksPerGenre)
    {
        if (expectedGenres.Count == 1)
        {
            throw new DatasetException(
                $"'{dataset.Directory}' has one genre only, '{expectedGenres[0]}', but at least two are needed to tell genres apart. " +
                $"{Found(dataset)}{NestedHint(dataset)}");
        }

        ILookup<string, string> spellings = expectedGenres.ToLookup(genre => genre, StringComparer.OrdinalIgnoreCase);
        if (spellings.FirstOrDefault(spelling => spelling.Count() > 1) is { } same)
        {
            throw new DatasetException(
                $"The genres '{string.Join("' and '", same)}' in '{dataset.Directory}' differ by upper and lower case only. " +
                "Give one genre one name.");
        }

        foreach (string genre in expectedGenres)
        {
            GenreTrack[] tracks = [.. dataset.Tracks.Where(track => track.Genre == genre)];
            int count = tracks.Select(track => track.TrackId).Distinct().Count();
            if (count < minTracksPerGenre)
            {
                throw new DatasetException(
                    $"The genre '{genre}' in '{dataset.Directory}' has {(count == 0 ? "no usable track" : Counted.Of(count, "track"))}, " +
                    $"but needs at least {minTracksPerGenre}: some to learn from and others to test with. " +
                    $"Add tracks to it or remove the genre. {Found(dataset)}");
            }

            int groups = TrackGroup.Of(tracks).Count;
            if (groups < minTracksPerGenre)
            {
                IEnumerable<string> artists = tracks
                    .Select(track => track.Artist).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
                throw new DatasetException(
                    $"The genre '{genre}' in '{dataset.Directory}' has {Counted.Of(count, "track")}, but from {Counted.Of(groups, "artist")} only " +
                    $"('{string.Join("', '", artists.Order(StringComparer.Ordinal).Take(3))}'), and needs at least {minTracksPerGenre}: " +
                    "an artist that is tested must not be learned from. " +
                    $"Add other artists to it or remove the genre. {Found(dataset)}");
            }
        }
    }

    /// <summary>One line on what there is.</summary>
    public static string Describe(GenreDataset dataset)
    {
        IEnumerable<string> counts = dataset.Genres.Select(genre =>
            $"{genre} {dataset.Tracks.Where(track => track.Genre == genre).Select(track => track.TrackId).Distinct().Count()}");
        string genres = dataset.Genres.Count == 0 ? "" : $" in {Counted.Of(dataset.Genres.Count, "genre")} ({string.Join(", ", counts)})";
        string skipped = dataset.Skipped.Count == 0 ? "" : $", {dataset.Skipped.Count} skipped";
        string unlisted = dataset.UnlistedFiles == 0 ? "" : $", {Counted.Of(dataset.UnlistedFiles, "file")} not listed in the table";
        return $"{Counted.Of(dataset.TrackCount, "track")}{genres}{skipped}{unlisted}";
    }

    private static string Found(GenreDataset dataset)
    {
        IEnumerable<string> shown = dataset.Skipped.Take(SkippedShown)
            .Select(file => $"{Path.GetRelativePath(dataset.Directory, file.Path).Replace('\\', '/')}: {file.Reason}");
        string more = dataset.Skipped.Count > SkippedShown ? $"; and {dataset.Skipped.Count - SkippedShown} more" : "";
        string skipped = dataset.Skipped.Count == 0 ? "" : $" Skipped: {string.Join("; ", shown)}{more}.";
        return $"Found: {Describe(dataset)}.{skipped}";
    }

    private static string NestedHint(GenreDataset dataset)
    {
        IEnumerable<string[]> deep = dataset.Tracks.Select(track => track.RelativePath.Split('/')).Where(parts => parts.Length > 2);
        string[] inner = [.. deep.Select(parts => parts[1]).Distinct()];
        if (inner.Length < 2)
            return "";
        string genres = string.Join(", ", inner.Take(3)) + (inner.Length > 3 ? ", …" : "");
        return $" If the genres are {genres}, give '{Path.Combine(dataset.Directory, dataset.Genres[0])}' instead.";
    }
}
