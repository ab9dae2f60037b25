using System.Collections.Concurrent;

namespace MusicGenre.MLNet.Common;

/// <summary>Removes temporary files and folders of processes that were killed. Those of processes that live stay, whoever's they are.</summary>
internal static class Leftovers
{
    // Listing a large folder at each of a thousand files in it would take longer than writing them.
    private const int MostFolders = 4096;

    private static readonly ConcurrentDictionary<string, byte> Seen = new(StringComparer.Ordinal);

    /// <summary>
    /// Makes a name for a temporary file beside a file: hidden, so that nobody who lists the folder meanwhile takes it for a file of his.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="extension">The extension of the temporary file, with a dot.</param>
    public static string NewBeside(string path, string extension = ".tmp")
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        if (Seen.Count < MostFolders && Seen.TryAdd(folder, 0))
            RemoveHidden(folder);
        return Path.Combine(folder, NewHidden(full, extension));
    }

    /// <summary>Makes the name of <see cref="NewBeside"/> without its folder.</summary>
    public static string NewHidden(string path, string extension = ".tmp")
        => $".{Path.GetFileName(path)}.{ProcessMark.NewName()}{extension}";

    /// <summary>Removes what killed processes left of names from <see cref="NewHidden"/>. Nothing that goes wrong here is an error.</summary>
    /// <param name="folder">Where to look, not below.</param>
    public static void RemoveHidden(string folder) => Remove(
        folder, name => name.StartsWith('.') ? BehindLastDot(name[..Math.Max(0, name.LastIndexOf('.'))]) : default);

    /// <summary>Removes what killed processes left in a folder for temporary files. Nothing that goes wrong here is an error.</summary>
    /// <param name="folder">Where to look, not below.</param>
    /// <param name="beginning">How the names begin; the mark follows.</param>
    public static void RemoveBeginning(string folder, string beginning) => Remove(
        folder, name => name.StartsWith(beginning, StringComparison.Ordinal) ? name[beginning.Length..] : default);

    /// <summary>The file in a temporary folder that its process keeps locked.</summary>
    public static string LockOf(string folder) => Path.Combine(folder, "lock");

    private static ReadOnlySpan<char> BehindLastDot(ReadOnlySpan<char> name) => name[(name.LastIndexOf('.') + 1)..];

    private static void Remove(string folder, MarkIn markIn)
    {
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder))
            {
                ReadOnlySpan<char> mark = markIn(Path.GetFileName(path.AsSpan()));
                if (mark.IsEmpty)
                    continue;
                bool isFolder = Directory.Exists(path);
                if (ProcessMark.IsLeft(mark, isFolder ? LockOf(path) : path))
                    Remove(path, isFolder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is not there or may not be listed.
        }
    }

    private static void Remove(string path, bool isFolder)
    {
        try
        {
            if (isFolder)
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process was quicker, or it is not ours to remove.
        }
    }

    private delegate ReadOnlySpan<char> MarkIn(ReadOnlySpan<char> name);
}
