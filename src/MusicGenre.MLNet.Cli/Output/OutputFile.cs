using System.Text;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes the files that were asked for.</summary>
internal static class OutputFile
{
    /// <summary>
    /// Creates the folders of files that will be written later: what cannot be written is better known before long work than after it.
    /// </summary>
    /// <param name="paths">The files; null asks for nothing.</param>
    /// <exception cref="IOException">A folder cannot be created; the message names file and folder.</exception>
    public static void EnsureFoldersOf(params IEnumerable<string?> paths)
    {
        foreach (string path in paths.OfType<string>())
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                EnsureFolder(folder, path);
    }

    /// <summary>Creates a folder that files will be written into later.</summary>
    /// <param name="folder">The folder; null asks for nothing.</param>
    /// <param name="purpose">What it is for, as the subject of "cannot be written".</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public static void EnsureFolder(string? folder, string purpose)
    {
        if (folder is null)
            return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException exception)
        {
            // Its own message names the folder at most, not what it was for.
            throw new IOException($"{purpose} cannot be written: the folder {folder} cannot be created ({exception.Message})", exception);
        }
    }

    /// <summary>Writes a text; a file that is there is replaced when the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Writes bytes; a file that is there is replaced when the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, byte[] bytes) => AtomicFile.Write(path, bytes);
}
