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
        catch
        {
            // Whatever went wrong, no half-written file stays behind; the error itself is the caller's.
            File.Delete(temporary);
            throw;
        }
    }
}
