namespace MusicGenre.MLNet.Data;

/// <summary>What was found in a data folder.</summary>
/// <param name="Directory">Full path of the folder.</param>
/// <param name="Tracks">The usable files.</param>
/// <param name="Skipped">What cannot be used, with reasons.</param>
/// <param name="ExpectedGenres">The genres that were meant to be there: one must not vanish without a word.</param>
/// <param name="OtherFiles">How many files are of other kinds.</param>
/// <param name="UnlistedFiles">How many tracks the table does not list.</param>
internal sealed record DatasetContent(
    string Directory, IEnumerable<GenreTrack> Tracks, IEnumerable<SkippedFile> Skipped, IEnumerable<string> ExpectedGenres,
    int OtherFiles, int UnlistedFiles);
