namespace MusicGenre.MLNet.Common;

/// <summary>Writes a whole file or nothing. What a killed process leaves is removed by the next one that writes into the folder.</summary>
internal static class AtomicFile
{
    /// <summary>Writes bytes to a temporary file in the same folder and moves it to its place, replacing what is there.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file in the same folder and moves it to its place, replacing what is there.
    /// </summary>
    public static void Write(string path, Action<Stream> write) => Write(path, Leftovers.NewBeside(path), write);

    /// <summary>Lets <paramref name="write"/> fill a temporary file on the same disk and moves it to its place.</summary>
    /// <param name="path">The place; a file that is there is replaced.</param>
    /// <param name="temporary">The temporary file, whose name bears the mark of this process.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, string temporary, Action<Stream> write)
    {
        try
        {
            // No other process may open it, which is how they tell that it is in use.
            using (FileStream stream = File.Create(temporary))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error)
        {
            // Whatever went wrong, no half-written file stays behind; the error itself is the caller's.
            RemoveQuietly(temporary);
            if (Renamed(error, temporary, path) is { } told)
                throw told;
            throw;
        }
    }

    private static void RemoveQuietly(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (DirectoryNotFoundException)
        {
            // Without the folder there is no file.
        }
    }

    /// <summary>The same error about the place that the caller named, who knows nothing of temporary files.</summary>
    private static Exception? Renamed(Exception error, string temporary, string path)
    {
        if (error is not (IOException or UnauthorizedAccessException))
            return null;
        if (Directory.Exists(path))
            return new IOException($"'{path}' is a folder. Name a file in it.", error);
        if (!error.Message.Contains(temporary, StringComparison.Ordinal))
            return null;
        string reason = error.Message.Replace(temporary, Path.GetFullPath(path), StringComparison.Ordinal);
        return error switch
        {
            DirectoryNotFoundException => new DirectoryNotFoundException(
                $"'{path}' cannot be written: there is no folder {Path.GetDirectoryName(Path.GetFullPath(path))}. Make it first.", error),
            UnauthorizedAccessException => new UnauthorizedAccessException(reason, error),
            _ => new IOException(reason, error),
        };
    }
}
