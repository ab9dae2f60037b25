namespace MusicGenre.MLNet.Data;

/// <summary>Turns what lies in a data folder into tracks: from the table of tracks if there is one, else from the folders' names.</summary>
internal static class DatasetBuilder
{
    /// <summary>Reads the folder; what is found is not yet checked to be enough.</summary>
    public static GenreDataset Build(string directory, DatasetOptions options, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(directory);
        if (File.Exists(root))
            throw new DatasetException($"'{root}' is a file, but a data set is a folder with one sub-folder for each genre. Give the folder.");
        if (!Directory.Exists(root))
            throw new DatasetException($"There is no folder '{root}'. Give a folder with one sub-folder for each genre, e.g. '{Path.Combine(root, "jazz")}'.");
        root = Path.TrimEndingDirectorySeparator(root);

        var scanner = new FolderScanner(root, cancellationToken);
        scanner.Scan();
        string? table = options.TracksFile is null ? null : Path.Combine(root, options.TracksFile);
        return table is not null && File.Exists(table) ? FromTable(root, table, scanner) : FromFolders(root, scanner);
    }

    private static GenreDataset FromFolders(string root, FolderScanner scanner)
    {
        if (scanner.TopFolders.Contains("genres_original", StringComparer.Ordinal))
        {
            throw new DatasetException(
                $"'{root}' is GTZAN as distributed on Kaggle: its genres lie one folder deeper. Give '{Path.Combine(root, "genres_original")}' (sound) instead.");
        }

        var tracks = new List<GenreTrack>();
        var skipped = new List<SkippedFile>(scanner.Skipped);
        foreach (FoundFile file in scanner.Files)
        {
            int slash = file.RelativePath.IndexOf('/');
            if (slash < 0)
                skipped.Add(new SkippedFile(file.Path, "lies directly in the data folder, so it has no genre; move it into the folder of its genre"));
            else
                tracks.Add(Track(file, file.RelativePath[..slash], null, null));
        }

        if (tracks.Count == 0 && skipped.Count == 0)
            throw Empty(root, scanner);
        HashSet<string> used = [.. tracks.Select(track => track.Genre)];
        foreach (string folder in scanner.TopFolders.Where(folder => !used.Contains(folder)))
        {
            string path = Path.Combine(root, folder);
            if (!skipped.Exists(file => file.Path.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal) || file.Path == path))
                skipped.Add(new SkippedFile(path, "the folder holds no audio file and no spectrogram PNG"));
        }

        if (tracks.Count == 0 && used.Count == 0 && skipped.TrueForAll(file => Path.GetDirectoryName(file.Path) == root) && scanner.Files.Count > 0)
        {
            throw new DatasetException(
                $"'{root}' has no genre folders: {scanner.Files.Count} files lie directly in it. Move them into one sub-folder for each genre, e.g. '{Path.Combine(root, "jazz")}'.");
        }

        return new GenreDataset(root, tracks, skipped, scanner.OtherFiles, 0);
    }

    private static GenreDataset FromTable(string root, string table, FolderScanner scanner)
    {
        var skipped = new List<SkippedFile>();
        var tracks = new List<GenreTrack>();
        var lines = new Dictionary<string, int>(RealPath.Comparer);
        foreach (TrackRow row in TrackTable.Read(table))
        {
            string path = Path.GetFullPath(Path.Combine(root, row.Path));
            string relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (!lines.TryAdd(RealPath.Of(path), row.Line))
            {
                skipped.Add(new SkippedFile(path, $"listed twice in {Path.GetFileName(table)}: line {row.Line} repeats line {lines[RealPath.Of(path)]}, which counts"));
                continue;
            }

            string genre = row.Genre ?? GenreFolder(relative) ?? throw new DatasetException(
                $"'{table}', line {row.Line}: no genre is given for '{row.Path}', and it lies in no genre folder. Fill in the column 'genre'.");
            string? problem = Directory.Exists(path) ? $"listed in {Path.GetFileName(table)}, line {row.Line}, but it is a folder"
                : !File.Exists(path) ? $"listed in {Path.GetFileName(table)}, line {row.Line}, but there is no such file"
                : FolderScanner.FileProblem(path);
            if (problem is null)
                tracks.Add(Track(new FoundFile(path, relative, TrackFiles.KindOf(path) ?? TrackKind.Audio), genre, row.Artist, row.Fold));
            else
                skipped.Add(new SkippedFile(path, problem));
        }

        int unlisted = scanner.Files.Count(file => !lines.ContainsKey(RealPath.Of(file.Path)));
        return new GenreDataset(root, tracks, skipped, scanner.OtherFiles, unlisted);
    }

    private static GenreTrack Track(FoundFile file, string genre, string? artist, int? fold) => new()
    {
        Path = file.Path,
        RelativePath = file.RelativePath,
        Genre = genre,
        TrackId = TrackNaming.TrackIdOf(file.RelativePath),
        Artist = artist,
        Fold = fold,
        Kind = file.Kind,
    };

    private static string? GenreFolder(string relativePath)
    {
        int slash = relativePath.IndexOf('/');
        return slash > 0 && !relativePath.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relativePath) ? relativePath[..slash] : null;
    }

    private static DatasetException Empty(string root, FolderScanner scanner) => new(
        $"'{root}' holds no audio file and no spectrogram PNG{(scanner.OtherFiles > 0 ? $", only {scanner.OtherFiles} files of other kinds" : "")}. " +
        $"Put the music into one sub-folder for each genre, e.g. '{Path.Combine(root, "jazz", "song.mp3")}'.");
}
