using MusicGenre.MLNet.Augmentation;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// Brings augmented copies on disk together with the tracks that they were made from, so that no split separates them: a copy has its
/// source's recording, artist and fold, wherever in the folder it lies.
/// </summary>
internal static class CopyGrouping
{
    /// <summary>The tracks, in their order, with copies joined to their sources.</summary>
    public static IReadOnlyList<GenreTrack> Join(IReadOnlyList<GenreTrack> tracks)
    {
        if (!tracks.Any(track => track.IsCopy))
            return tracks;
        ILookup<string, GenreTrack> byId = tracks.Where(track => !track.IsCopy).ToLookup(track => track.TrackId, StringComparer.Ordinal);
        ILookup<(string, string), GenreTrack> byName = tracks
            .Where(track => !track.IsCopy).ToLookup(track => (track.Genre, NameOf(track.TrackId)));
        return [.. tracks.Select(track => track.IsCopy && SourceOf(track, byId, byName) is { } source
            ? track with { TrackId = source.TrackId, Artist = source.Artist, Fold = source.Fold }
            : track)];
    }

    // The sidecar knows best; without it the same path, then the same name in the same genre.
    private static GenreTrack? SourceOf(GenreTrack copy, ILookup<string, GenreTrack> byId, ILookup<(string, string), GenreTrack> byName)
    {
        string? told = CopySidecar.TrackOf(copy.Path) is { Length: > 0 } track ? TrackNaming.TrackIdOf(track) : null;
        return (told is null ? null : byId[told].FirstOrDefault())
            ?? byId[copy.TrackId].FirstOrDefault()
            ?? byName[(copy.Genre, NameOf(copy.TrackId))].FirstOrDefault();
    }

    private static string NameOf(string trackId) => trackId[(trackId.LastIndexOf('/') + 1)..];
}
