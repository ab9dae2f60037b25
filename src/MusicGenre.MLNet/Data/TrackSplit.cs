namespace MusicGenre.MLNet.Data;

/// <summary>A data set in two parts.</summary>
/// <param name="Name">What the split is called, e.g. "fold 2".</param>
/// <param name="Train">The tracks to learn from, in ordinal order of their relative paths.</param>
/// <param name="Test">The tracks to test with, in the same order.</param>
public sealed record TrackSplit(string Name, IReadOnlyList<GenreTrack> Train, IReadOnlyList<GenreTrack> Test)
{
    /// <summary>
    /// Artists and recordings that occur on both sides, in ordinal order. Empty for every split that <see cref="TrackSplitter"/> makes
    /// itself; given folds are used as they are, and what they share shows here.
    /// </summary>
    public IReadOnlyList<string> SharedGroups
    {
        get
        {
            HashSet<string> artists = new(Train.Select(track => track.Artist).OfType<string>(), StringComparer.OrdinalIgnoreCase);
            HashSet<string> ids = [.. Train.Select(track => track.TrackId)];
            IEnumerable<string> sharedArtists = Test.Select(track => track.Artist).OfType<string>().Where(artists.Contains);
            IEnumerable<string> sharedIds = Test.Select(track => track.TrackId).Where(ids.Contains);
            return [.. sharedArtists.Union(sharedIds).Order(StringComparer.Ordinal)];
        }
    }
}
