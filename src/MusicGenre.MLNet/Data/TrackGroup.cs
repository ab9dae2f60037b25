namespace MusicGenre.MLNet.Data;

/// <summary>
/// Tracks that must stay together: those of one artist, those of one recording, near-identical ones where these are kept together, and
/// whatever these chain together (an artist in two genres; a recording credited to two artists).
/// </summary>
/// <param name="Key">The smallest track id in the group: names it whatever the order of the tracks.</param>
/// <param name="Tracks">The files of the group.</param>
/// <param name="Counts">Number of recordings in each genre.</param>
internal sealed record TrackGroup(string Key, IReadOnlyList<GenreTrack> Tracks, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Number of recordings.</summary>
    public int Size { get; } = Counts.Values.Sum();

    /// <summary>The groups of these tracks, in ordinal order of their keys. Artists are compared without regard to case.</summary>
    public static IReadOnlyList<TrackGroup> Of(IReadOnlyList<GenreTrack> tracks)
    {
        // Union-find over recordings, joined through their artists.
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        var firstOfArtist = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var firstOfDuplicates = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (GenreTrack track in tracks)
        {
            parents.TryAdd(track.TrackId, track.TrackId);
            if (track.Artist is not null && !firstOfArtist.TryAdd(track.Artist, track.TrackId))
                Join(parents, firstOfArtist[track.Artist], track.TrackId);
            if (track.DuplicateGroup is not null && !firstOfDuplicates.TryAdd(track.DuplicateGroup, track.TrackId))
                Join(parents, firstOfDuplicates[track.DuplicateGroup], track.TrackId);
        }

        return
        [
            .. tracks.GroupBy(track => Root(parents, track.TrackId))
                .Select(group => new TrackGroup(group.Key, [.. group], CountRecordings(group)))
                .OrderBy(group => group.Key, StringComparer.Ordinal),
        ];
    }

    private static Dictionary<string, int> CountRecordings(IEnumerable<GenreTrack> tracks) =>
        tracks.Select(track => (track.Genre, track.TrackId)).Distinct().GroupBy(pair => pair.Genre)
            .ToDictionary(group => group.Key, group => group.Count());

    private static string Root(Dictionary<string, string> parents, string id)
    {
        while (parents[id] != id)
            id = parents[id] = parents[parents[id]];
        return id;
    }

    private static void Join(Dictionary<string, string> parents, string a, string b)
    {
        a = Root(parents, a);
        b = Root(parents, b);
        if (string.CompareOrdinal(a, b) <= 0)
            parents[b] = a;
        else
            parents[a] = b;
    }
}
