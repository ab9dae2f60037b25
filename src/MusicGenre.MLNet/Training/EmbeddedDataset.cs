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

    public IReadOnlyList<EmbeddedTrack> Of(IEnumerable<GenreTrack> tracks) => [.. tracks.Select(t => _byPath[t.Path])];
}
