using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>A data set's readable tracks with their embeddings, and what was left out.</summary>
/// <param name="Dataset">The data set without the files that could not be read.</param>
/// <param name="Tracks">The tracks in the data set's order.</param>
/// <param name="Elapsed">How long it took to look at all files.</param>
/// <param name="FromCache">How many tracks' embeddings were found in the cache.</param>
internal sealed record EmbeddedDataset(GenreDataset Dataset, IReadOnlyList<EmbeddedTrack> Tracks, TimeSpan Elapsed, int FromCache)
{
    private readonly Dictionary<string, EmbeddedTrack> _byPath = Tracks.ToDictionary(t => t.Track.Path, StringComparer.Ordinal);

    /// <summary>The same tracks with other artists, recordings or folds.</summary>
    public EmbeddedDataset Regroup(Func<GenreTrack, GenreTrack> change)
        => new(Dataset.Regroup(change), [.. Tracks.Select(t => t with { Track = change(t.Track) })], Elapsed, FromCache);

    /// <summary>The same tracks, with near-identical recordings kept together, see <see cref="GenreDataset.KeepTogether"/>.</summary>
    public EmbeddedDataset KeepTogether(IEnumerable<IReadOnlyList<string>> groups)
    {
        Dictionary<string, GenreTrack> together = Dataset.KeepTogether(groups).Tracks.ToDictionary(t => t.Path, StringComparer.Ordinal);
        return Regroup(track => together[track.Path]);
    }

    /// <summary>Some of the tracks.</summary>
    public EmbeddedDataset Only(IEnumerable<string> paths)
    {
        HashSet<string> wanted = [.. paths];
        return new EmbeddedDataset(
            Dataset.Only(wanted), [.. Tracks.Where(t => wanted.Contains(t.Track.Path))], Elapsed, FromCache);
    }

    public IReadOnlyList<EmbeddedTrack> Of(IEnumerable<GenreTrack> tracks) => [.. tracks.Select(t => _byPath[t.Path])];
}
