namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Writes a whole file or nothing.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder and moves it to its place, replacing what is there.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
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
