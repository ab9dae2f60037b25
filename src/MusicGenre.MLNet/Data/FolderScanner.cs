namespace MusicGenre.MLNet.Data;

/// <summary>
/// Walks a data folder and lists what may be a track. Hidden entries are left out; links are followed, but no folder is entered twice, so
/// that a loop ends and no file is counted under two names. Entries are visited in ordinal order of their names.
/// </summary>
internal sealed class FolderScanner(string root, CancellationToken cancellationToken)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
    private readonly Dictionary<string, string> _visited = new(RealPath.Comparer);

    /// <summary>Files whose names say that they are tracks.</summary>
    public List<FoundFile> Files { get; } = [];

    /// <summary>What could not be used, with reasons.</summary>
    public List<SkippedFile> Skipped { get; } = [];

    /// <summary>How many files are of another kind (texts, JPEG pictures, …).</summary>
    public int OtherFiles { get; private set; }

    /// <summary>First-level folders, in ordinal order.</summary>
    public List<string> TopFolders { get; } = [];

    /// <summary>Walks the folder.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Scan() => ScanFolder(new DirectoryInfo(root), RealPath.Of(root), "");

    private void ScanFolder(DirectoryInfo folder, string realPath, string relativePath)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!FirstVisit(folder.FullName, realPath))
            return;

        List<FileSystemInfo> entries;
        try
        {
            entries = [.. folder.EnumerateFileSystemInfos("*", Everything).Where(entry => !TrackFiles.IsHidden(entry))];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // One closed folder must not end the reading of the others.
            Skipped.Add(new SkippedFile(folder.FullName, $"the folder cannot be read: {e.Message}"));
            return;
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        bool hasAudio = entries.Exists(entry => entry is FileInfo && TrackFiles.HasAudioExtension(entry.Name));
        foreach (FileSystemInfo entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string relative = relativePath.Length == 0 ? entry.Name : $"{relativePath}/{entry.Name}";
            string real = entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                ? RealPath.Of(entry.FullName)
                : Path.Combine(realPath, entry.Name);
            // .NET puts this character where a name is not UTF-8, and then finds the file no more.
            if (entry.Name.Contains('\uFFFD') && !entry.Exists)
            {
                Skipped.Add(new SkippedFile(entry.FullName, "its name is not UTF-8, so it cannot be opened; rename it"));
            }
            else if (entry is DirectoryInfo subfolder)
            {
                if (relativePath.Length == 0)
                    TopFolders.Add(entry.Name);
                ScanFolder(subfolder, real, relative);
            }
            else if (TrackFiles.KindOf(entry.Name) is not { } kind)
            {
                OtherFiles++;
            }
            else if (kind == TrackKind.Spectrogram && hasAudio && TrackFiles.IsCoverName(entry.Name))
            {
                Skipped.Add(new SkippedFile(entry.FullName,
                    "a cover picture beside audio files, by its name; rename it if it is a spectrogram"));
            }
            else if (kind == TrackKind.Spectrogram && hasAudio && TrackFiles.IsInColors(entry.FullName))
            {
                Skipped.Add(new SkippedFile(entry.FullName,
                    "a picture in colours beside audio files, as covers and scans are; save it in grey if it is a spectrogram"));
            }
            else if (FileProblem(entry.FullName) is { } problem)
            {
                Skipped.Add(new SkippedFile(entry.FullName, problem));
            }
            else if (FirstVisit(entry.FullName, real))
            {
                Files.Add(new FoundFile(entry.FullName, relative, real, kind));
            }
        }
    }

    /// <summary>Why a file cannot be read, as far as can be told without decoding it; <c>null</c> if nothing speaks against it.</summary>
    public static string? FileProblem(string path)
    {
        try
        {
            if (File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false } target)
                return $"a link to {target.FullName}, which does not exist";
            // The length comes before opening: a pipe has none, and opening it would wait for ever.
            if (new FileInfo(path).Length == 0 && LengthOfTarget(path) == 0)
                return "empty file (0 bytes)";
            using (File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete))
                return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // A file that cannot be opened is reported like any other bad file.
            return $"cannot be opened: {e.Message}";
        }
    }

    private static long LengthOfTarget(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : 0;

    private bool FirstVisit(string path, string realPath)
    {
        if (_visited.TryAdd(realPath, path))
            return true;
        Skipped.Add(new SkippedFile(path, $"the same as {_visited[realPath]}, reached again through a link"));
        return false;
    }
}
