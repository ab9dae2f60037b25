namespace MusicGenre.MLNet.Common;

/// <summary>Writes a whole file or nothing.</summary>
internal static class AtomicFile
{
    /// <summary>Writes bytes to a temporary file in the same folder and moves it to its place, replacing what is there.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file in the same folder and moves it to its place, replacing what is there.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        // Hidden, so that nobody who lists the folder meanwhile takes it for a file of his.
        string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = File.Create(temporary))
                write(stream);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            // Whatever went wrong, no half-written file stays behind; the error itself is the caller's.
            File.Delete(temporary);
            throw;
        }
    }
}
