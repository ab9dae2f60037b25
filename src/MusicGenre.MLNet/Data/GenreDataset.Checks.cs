using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Data;

// Whether it is enough to learn from, and what it holds.
public sealed partial class GenreDataset
{
    private const int SkippedShown = 5;

    /// <summary>Throws if there is no usable file.</summary>
    private GenreDataset EnsureNotEmpty()
    {
        if (Tracks.Count == 0)
        {
            throw new DatasetException(
                $"No file in '{Directory}' can be used. " +
                "Expected audio files or spectrogram PNGs in one sub-folder for each genre. " +
                Found());
        }

        return this;
    }

    /// <summary>Throws if there are fewer than two genres or too few independent tracks in one of the expected genres.</summary>
    private void EnsureTracks(int minTracksPerGenre)
    {
        if (_expectedGenres.Count == 1)
        {
            throw new DatasetException(
                $"'{Directory}' has one genre only, '{_expectedGenres[0]}', but at least two are needed to tell genres apart. " +
                $"{Found()}{NestedHint()}");
        }

        ILookup<string, string> spellings = _expectedGenres.ToLookup(genre => genre, StringComparer.OrdinalIgnoreCase);
        if (spellings.FirstOrDefault(spelling => spelling.Count() > 1) is { } same)
        {
            throw new DatasetException(
                $"The genres '{string.Join("' and '", same)}' in '{Directory}' differ by upper and lower case only. " +
                "Give one genre one name.");
        }

        foreach (string genre in _expectedGenres)
        {
            GenreTrack[] tracks = [.. Tracks.Where(track => track.Genre == genre)];
            int count = tracks.Select(track => track.TrackId).Distinct().Count();
            if (count < minTracksPerGenre)
            {
                throw new DatasetException(
                    $"The genre '{genre}' in '{Directory}' has {(count == 0 ? "no usable track" : Counted.Of(count, "track"))}, " +
                    $"but needs at least {minTracksPerGenre}: some to learn from and others to test with. " +
                    $"Add tracks to it or remove the genre. {Found()}");
            }

            int groups = TrackGroup.Of(tracks).Count;
            if (groups < minTracksPerGenre)
            {
                IEnumerable<string> artists = tracks
                    .Select(track => track.Artist).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
                throw new DatasetException(
                    $"The genre '{genre}' in '{Directory}' has {Counted.Of(count, "track")}, but from {Counted.Of(groups, "artist")} only " +
                    $"('{string.Join("', '", artists.Order(StringComparer.Ordinal).Take(3))}'), and needs at least {minTracksPerGenre}: " +
                    "an artist that is tested must not be learned from. " +
                    $"Add other artists to it or remove the genre. {Found()}");
            }
        }
    }

    /// <summary>One line on what there is.</summary>
    private string Describe()
    {
        IEnumerable<string> counts = Genres.Select(genre =>
            $"{genre} {Tracks.Where(track => track.Genre == genre).Select(track => track.TrackId).Distinct().Count()}");
        string genres = Genres.Count == 0 ? "" : $" in {Counted.Of(Genres.Count, "genre")} ({string.Join(", ", counts)})";
        string skipped = Skipped.Count == 0 ? "" : $", {Skipped.Count} skipped";
        string unlisted = UnlistedFiles == 0 ? "" : $", {Counted.Of(UnlistedFiles, "file")} not listed in the table";
        return $"{Counted.Of(TrackCount, "track")}{genres}{skipped}{unlisted}";
    }

    private string Found()
    {
        IEnumerable<string> shown = Skipped.Take(SkippedShown)
            .Select(file => $"{Path.GetRelativePath(Directory, file.Path).Replace('\\', '/')}: {file.Reason}");
        string more = Skipped.Count > SkippedShown ? $"; and {Skipped.Count - SkippedShown} more" : "";
        string skipped = Skipped.Count == 0 ? "" : $" Skipped: {string.Join("; ", shown)}{more}.";
        return $"Found: {Describe()}.{skipped}";
    }

    private string NestedHint()
    {
        IEnumerable<string[]> deep = Tracks.Select(track => track.RelativePath.Split('/')).Where(parts => parts.Length > 2);
        string[] inner = [.. deep.Select(parts => parts[1]).Distinct()];
        if (inner.Length < 2)
            return "";
        string genres = string.Join(", ", inner.Take(3)) + (inner.Length > 3 ? ", …" : "");
        return $" If the genres are {genres}, give '{Path.Combine(Directory, Genres[0])}' instead.";
    }
}
