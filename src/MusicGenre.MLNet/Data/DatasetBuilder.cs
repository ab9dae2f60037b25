using System.Text;

namespace MusicGenre.MLNet.Data;

/// <summary>Turns what lies in a data folder into tracks: from the table of tracks if there is one, else from the folders' names.</summary>
internal static class DatasetBuilder
{
    /// <summary>Reads the folder; what is found is not yet checked to be enough.</summary>
    public static DatasetContent Build(string directory, DatasetOptions options, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(directory);
        if (File.Exists(root))
            throw new DatasetException($"'{root}' is a file, but a data set is a folder with one sub-folder for each genre. Give the folder.");
        if (!Directory.Exists(root))
        {
            throw new DatasetException(
                $"There is no folder '{root}'. Give a folder with one sub-folder for each genre, e.g. '{Path.Combine(root, "jazz")}'.");
        }

        root = Path.TrimEndingDirectorySeparator(root);

        var scanner = new FolderScanner(root, cancellationToken);
        scanner.Scan();
        return FindTable(root, options.TracksFile) is { } table ? FromTable(root, table, scanner) : FromFolders(root, scanner);
    }

    // Tracks.csv means tracks.csv, unless both are there.
    private static string? FindTable(string root, string? name) => name is null ? null
        : Directory.EnumerateFiles(root)
            .Where(file => Path.GetFileName(file).Equals(name, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(file => Path.GetFileName(file) == name).ThenBy(file => file, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The path in the spelling in which there is a file: tables and disks may write the same letter in two ways.</summary>
    private static string AsOnDisk(string path) => File.Exists(path) ? path
        : new[] { NormalizationForm.FormC, NormalizationForm.FormD }
            .Select(form => path.Normalize(form)).FirstOrDefault(File.Exists) ?? path;

    private static DatasetContent FromFolders(string root, FolderScanner scanner)
    {
        if (scanner.TopFolders.Contains("genres_original", StringComparer.Ordinal))
        {
            throw new DatasetException(
                $"'{root}' is GTZAN as distributed on Kaggle: its genres lie one folder deeper. " +
                $"Give '{Path.Combine(root, "genres_original")}' instead.");
        }

        var tracks = new List<GenreTrack>();
        var skipped = new List<SkippedFile>(scanner.Skipped);
        foreach (FoundFile file in scanner.Files)
        {
            int slash = file.RelativePath.IndexOf('/');
            if (slash < 0)
                skipped.Add(new SkippedFile(file.Path,
                    "lies directly in the data folder, so it has no genre; move it into the folder of its genre"));
            else
                tracks.Add(Track(file, GenreName.Of(file.RelativePath[..slash]), null, null));
        }

        if (tracks.Count == 0 && skipped.Count == 0)
            throw Empty(root, scanner);
        if (tracks.Count == 0 && scanner.Files.Count > 0)
        {
            throw new DatasetException(
                $"'{root}' has no genre folders with music: {scanner.Files.Count} files lie directly in it. " +
                $"Move them into one sub-folder for each genre, e.g. '{Path.Combine(root, "jazz")}'.");
        }

        HashSet<string> expected = [.. tracks.Select(track => track.Genre)];
        foreach (string folder in scanner.TopFolders.Where(folder => !expected.Contains(GenreName.Of(folder))).ToArray())
        {
            string path = Path.Combine(root, folder);
            string inside = path + Path.DirectorySeparatorChar;
            if (skipped.Exists(file => file.Path.StartsWith(inside, StringComparison.Ordinal) && TrackFiles.KindOf(file.Path) is not null))
                expected.Add(GenreName.Of(folder));
            else if (!skipped.Exists(file => file.Path == path || file.Path.StartsWith(inside, StringComparison.Ordinal)))
                skipped.Add(new SkippedFile(path, "the folder holds no audio file and no spectrogram PNG"));
        }

        return new DatasetContent(root, CopyGrouping.Join(tracks), skipped, expected, scanner.OtherFiles, 0);
    }

    private static DatasetContent FromTable(string root, string table, FolderScanner scanner)
    {
        string tableName = Path.GetFileName(table);
        var skipped = new List<SkippedFile>();
        var tracks = new List<GenreTrack>();
        var genres = new HashSet<string>();
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(RealPath.Comparer);
        foreach (TrackRow row in TrackTable.Read(table))
        {
            string path = AsOnDisk(Path.GetFullPath(Path.Combine(root, row.Path)));
            if (row.IsGenreUnknown)
            {
                skipped.Add(new SkippedFile(path, $"listed in {tableName}, line {row.Line}, without a known genre"));
                continue;
            }

            string realPath = RealPath.Of(path, folders);
            if (!lines.TryAdd(realPath, row.Line))
            {
                skipped.Add(new SkippedFile(path,
                    $"listed twice in {tableName}: line {row.Line} repeats line {lines[realPath]}, which counts"));
                continue;
            }

            string relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            string genre = GenreName.Of(row.Genre ?? GenreFolder(relative) ?? throw new DatasetException(
                $"'{table}', line {row.Line}: no genre is given for '{row.Path}', and it lies in no genre folder. Fill in the column 'genre'."));
            genres.Add(genre);
            string? problem = Directory.Exists(path) ? $"listed in {tableName}, line {row.Line}, but it is a folder"
                : !File.Exists(path) ? $"listed in {tableName}, line {row.Line}, but there is no such file"
                : FolderScanner.FileProblem(path);
            if (problem is null)
                tracks.Add(Track(new FoundFile(path, relative, realPath, TrackFiles.KindOf(path) ?? TrackKind.Audio), genre, row.Artist,
                    row.Fold));
            else
                skipped.Add(new SkippedFile(path, problem));
        }

        int unlisted = scanner.Files.Count(file => !lines.ContainsKey(file.RealPath));
        return new DatasetContent(root, CopyGrouping.Join(tracks), skipped, genres, scanner.OtherFiles, unlisted);
    }

    private static GenreTrack Track(FoundFile file, string genre, string? artist, int? fold) => new()
    {
        Path = file.Path,
        RelativePath = file.RelativePath,
        Genre = genre,
        TrackId = TrackNaming.TrackIdOf(file.RelativePath),
        Copy = TrackNaming.CopyOf(file.RelativePath),
        Artist = artist,
        Fold = fold,
        Kind = file.Kind,
    };

    private static string? GenreFolder(string relativePath)
    {
        int slash = relativePath.IndexOf('/');
        bool isInside = slash > 0 && !relativePath.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relativePath);
        return isInside ? relativePath[..slash] : null;
    }

    private static DatasetException Empty(string root, FolderScanner scanner)
    {
        string others = scanner.OtherFiles > 0 ? $", only {scanner.OtherFiles} files of other kinds" : "";
        return new DatasetException(
            $"'{root}' holds no audio file and no spectrogram PNG{others}. " +
            $"Put the music into one sub-folder for each genre, e.g. '{Path.Combine(root, "jazz", "song.mp3")}'.");
    }
}
