namespace QuickStart.Output;

/// <summary>Writes the files that were asked for.</summary>
internal static class OutputFile
{
    /// <summary>Makes the folder of a file that shall be written later: what cannot be written is better known before long work than after it.</summary>
    /// <param name="path">The file; null asks for nothing.</param>
    /// <exception cref="IOException">The folder cannot be made; the message names file and folder.</exception>
    public static void EnsureFolderOf(string? path)
    {
        if (path is null || Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder)
            return;
        Make(folder, path);
    }

    /// <summary>Makes a folder that files shall be written into later.</summary>
    /// <param name="folder">The folder; null asks for nothing.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void EnsureFolder(string? folder)
    {
        if (folder is not null)
            Make(Path.GetFullPath(folder), $"The report in {folder}");
    }

    private static void Make(string folder, string purpose)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException exception)
        {
            // Its own message names the folder at most, not what it was for.
            throw new IOException($"{purpose} cannot be written: the folder {folder} cannot be made ({exception.Message})", exception);
        }
    }

    /// <summary>Writes a text; a file that is there is replaced when the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // Still there only if something went wrong.
            File.Delete(temporary);
        }
    }
}
