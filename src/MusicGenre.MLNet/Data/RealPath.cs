namespace MusicGenre.MLNet.Data;

/// <summary>Paths with every link on the way resolved, to tell whether two names mean one file.</summary>
internal static class RealPath
{
    /// <summary>Compares paths as this machine's usual file systems do.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The path with all links resolved; where a link is broken or goes round in circles, the path as it is.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string result = Path.GetPathRoot(full) ?? "";
        // 40 links in one path is where Linux gives up too.
        int linksLeft = 40;
        var names = new Stack<string>(SplitReversed(full[result.Length..]));
        while (names.TryPop(out string? name))
        {
            string next = Path.Combine(result, name);
            string? target = LinkTarget(next, out bool exists);
            // Below what is not there is no link. A table may name paths of thousands of folders.
            if (!exists)
                return Path.Join(next, string.Join(Path.DirectorySeparatorChar, names));
            if (target is null || linksLeft-- == 0)
            {
                result = next;
                continue;
            }

            target = Path.GetFullPath(target, result);
            result = Path.GetPathRoot(target) ?? "";
            foreach (string part in SplitReversed(target[result.Length..]))
                names.Push(part);
        }

        return result;
    }

    /// <summary>As <see cref="Of(string)"/>, for many files of few folders.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="folders">What is known of folders, and becomes known.</param>
    public static string Of(string path, Dictionary<string, string> folders)
    {
        if (Path.GetDirectoryName(path) is not { } folder || LinkTarget(path, out _) is not null)
            return Of(path);
        if (!folders.TryGetValue(folder, out string? real))
            folders[folder] = real = Of(folder);
        return Path.Combine(real, Path.GetFileName(path));
    }

    private static string? LinkTarget(string path, out bool exists)
    {
        const FileAttributes None = (FileAttributes)(-1);
        exists = true;
        try
        {
            var file = new FileInfo(path);
            exists = file.Attributes != None;
            return exists ? file.LinkTarget : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is taken for no link; reading it will say more.
            return null;
        }
    }

    private static IEnumerable<string> SplitReversed(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
