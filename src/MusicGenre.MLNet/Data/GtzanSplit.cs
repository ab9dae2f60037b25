namespace MusicGenre.MLNet.Data;

/// <summary>GTZAN divided as published: see <see cref="GtzanFilteredSplit"/>.</summary>
/// <param name="Train">The tracks to learn from, in the order of the data set.</param>
/// <param name="Validation">The tracks to choose settings with.</param>
/// <param name="Test">The tracks to report on.</param>
/// <param name="LeftOut">Tracks in none of the lists: those with faults, repetitions and artists that would be on two sides.</param>
/// <param name="Missing">Listed tracks that the data set lacks, e.g. <c>jazz.00054</c>, in the order of the lists.</param>
internal sealed record GtzanSplit(
    IReadOnlyList<GenreTrack> Train,
    IReadOnlyList<GenreTrack> Validation,
    IReadOnlyList<GenreTrack> Test,
    IReadOnlyList<GenreTrack> LeftOut,
    IReadOnlyList<string> Missing)
{
    /// <summary>The split in words for a report.</summary>
    public string Description =>
        "GTZAN's published fault-filtered, artist-filtered split: " +
        $"{Count(Train)} train, {Count(Validation)} validation, {Count(Test)} test tracks; {Count(LeftOut)} left out, {Missing.Count} missing";

    private static int Count(IReadOnlyList<GenreTrack> tracks) => tracks.Select(track => track.TrackId).Distinct().Count();
}
