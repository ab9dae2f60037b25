using System.Collections.ObjectModel;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// Labelled music in a folder. Without a table, each first-level folder is a genre and everything below it, at any depth, belongs to it.
/// With a <c>tracks.csv</c> (columns <c>path</c>, and if known <c>genre</c>, <c>artist</c>, <c>fold</c>; further columns are allowed), the
/// listed files are the data set and nothing else. Sound and spectrogram PNGs may be mixed: each file has its own
/// <see cref="GenreTrack.Kind"/>, and a picture named like the sound beside it (<c>a.png</c>, <c>a.mp3</c>) belongs to the same recording.
/// </summary>
/// <remarks>
/// Files are judged by name, size and access only; whether they can be decoded shows later, and <see cref="Without"/> takes out those that
/// cannot. Taken for tracks are PNGs and the usual audio extensions, of which a table may list others too; PNGs named like cover pictures
/// (<c>cover.png</c>) beside audio are skipped. Hidden files and folders are left out; links are followed once. An instance does not
/// change.
/// </remarks>
public sealed partial class GenreDataset
{
    // Genres that were meant to be there: one must not vanish without a word because all its files are unusable.
    private readonly IReadOnlyList<string> _expectedGenres;

    internal GenreDataset(DatasetContent content)
    {
        Directory = content.Directory;
        Tracks = new ReadOnlyCollection<GenreTrack>([.. content.Tracks.OrderBy(track => track.RelativePath, StringComparer.Ordinal)]);
        IEnumerable<SkippedFile> explained = content.Skipped.Select(GtzanNames.Explain).Distinct();
        Skipped = new ReadOnlyCollection<SkippedFile>(
            [.. explained.OrderBy(file => file.Path, StringComparer.Ordinal).ThenBy(file => file.Reason, StringComparer.Ordinal)]);
        Genres = new ReadOnlyCollection<string>([.. Tracks.Select(track => track.Genre).Distinct().Order(StringComparer.Ordinal)]);
        _expectedGenres = [.. Genres.Union(content.ExpectedGenres).Order(StringComparer.Ordinal)];
        OtherFiles = content.OtherFiles;
        UnlistedFiles = content.UnlistedFiles;
    }

    /// <summary>Full path of the data folder.</summary>
    public string Directory { get; }

    /// <summary>The usable files, in ordinal order of their relative paths.</summary>
    public IReadOnlyList<GenreTrack> Tracks { get; }

    /// <summary>The genres that have files, in ordinal order.</summary>
    public IReadOnlyList<string> Genres { get; }

    /// <summary>What was found or listed but is not used, with reasons, in ordinal order of the paths.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>How many files in the folder are of other kinds (texts, JPEG pictures, …) and were passed over.</summary>
    public int OtherFiles { get; }

    /// <summary>
    /// How many audio files and PNGs lie in the folder that <c>tracks.csv</c> does not list; 0 without a <c>tracks.csv</c>.
    /// </summary>
    public int UnlistedFiles { get; }

    /// <summary>Number of recordings: files that share a <see cref="GenreTrack.TrackId"/> count once.</summary>
    public int TrackCount => Tracks.Select(track => track.TrackId).Distinct().Count();

    /// <summary>Reads a data folder.</summary>
    /// <param name="directory">The folder with one sub-folder for each genre, or with a <c>tracks.csv</c>.</param>
    /// <param name="options">How to read it; <c>null</c> means the defaults.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">The path is empty, or an option is wrong.</exception>
    /// <exception cref="DatasetException">The folder is missing, empty or a file; it has no genre folders, a wrong <c>tracks.csv</c>, no
    /// usable file, or too little to learn from (see <see cref="EnsureTrainable"/> and
    /// <see cref="DatasetOptions.RequireTrainable"/>).</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GenreDataset Open(string directory, DatasetOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        options ??= new DatasetOptions();
        options.Validate();
        var dataset = new GenreDataset(DatasetBuilder.Build(directory, options, cancellationToken));
        return options.RequireTrainable ? dataset.EnsureTrainable() : dataset.EnsureNotEmpty();
    }

    /// <summary>The same data set without files that turned out to be unreadable; they are added to <see cref="Skipped"/>.</summary>
    /// <remarks>To the reason of GTZAN's <c>jazz.00054.wav</c> it is added that Kaggle's copy is known to be corrupt.</remarks>
    /// <param name="unreadable">Full paths (<see cref="GenreTrack.Path"/>) and reasons.</param>
    /// <returns>The smaller data set, which is not checked: call <see cref="EnsureTrainable"/> next.</returns>
    public GenreDataset Without(IEnumerable<SkippedFile> unreadable)
    {
        ArgumentNullException.ThrowIfNull(unreadable);
        List<SkippedFile> files = [.. unreadable];
        HashSet<string> paths = [.. files.Select(file => file.Path)];
        return With(Tracks.Where(track => !paths.Contains(track.Path)), Skipped.Concat(files));
    }

    /// <summary>
    /// The same data set, with recordings that are nearly identical kept on one side of every split (given folds excepted).
    /// </summary>
    /// <param name="groups">
    /// Sets of recordings as relative paths (<see cref="GenreTrack.RelativePath"/>); paths that are not here are passed over.
    /// </param>
    public GenreDataset KeepTogether(IEnumerable<IReadOnlyList<string>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var names = groups.SelectMany(group => group.Select(path => (Path: path, Name: group[0]))).ToDictionary(
            p => p.Path, p => p.Name, StringComparer.Ordinal);
        IEnumerable<GenreTrack> tracks = Tracks
            .Select(track => track with { DuplicateGroup = names.GetValueOrDefault(track.RelativePath) });
        return With(tracks, Skipped);
    }

    /// <summary>
    /// Insists that a classifier can be trained and tested on this: at least two genres, and of each genre enough tracks of which one can
    /// be held out without its artist being learned. Genres all of whose files were skipped count too, so that none vanishes unnoticed.
    /// </summary>
    /// <param name="minTracksPerGenre">
    /// How many independent tracks each genre needs, i.e. recordings, counting an artist's once. At least 1.
    /// </param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minTracksPerGenre"/> is below 1.</exception>
    /// <exception cref="DatasetException">There is too little; the message says what was found and what was expected.</exception>
    public GenreDataset EnsureTrainable(int minTracksPerGenre = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minTracksPerGenre, 1);
        EnsureNotEmpty();
        EnsureTracks(minTracksPerGenre);
        return this;
    }

    /// <summary>E.g. "540 tracks in 9 genres (blues 27, …), 2 skipped".</summary>
    public override string ToString() => Describe();

    private GenreDataset With(IEnumerable<GenreTrack> tracks, IEnumerable<SkippedFile> skipped) =>
        new(new DatasetContent(Directory, tracks, skipped, _expectedGenres, OtherFiles, UnlistedFiles));
}
