namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>
/// Opens a path: a file, or what only looks like one, such as a pipe, which can be opened once and read from front to end.
/// </summary>
internal static class AudioFile
{
    /// <summary>Opens what a source names.</summary>
    /// <returns>A stream that can seek, unless the path is a pipe or a device.</returns>
    /// <exception cref="AudioFormatException">The path is a folder.</exception>
    /// <exception cref="FileNotFoundException">There is nothing.</exception>
    public static FileStream Open(AudioSource source)
    {
        string path = source.Path!;
        if (Directory.Exists(path))
            throw source.Bad("it is a folder. Name a file in it.");
        using FileStream? writer = HoldOpen(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
    }

    /// <summary>Opens a path that can be read only once, such as a pipe; null for an ordinary file, or if there is none.</summary>
    public static FileStream? OpenPipe(AudioSource source)
    {
        if (!MayBePipe(source.Path!))
            return null;
        FileStream file = Open(source);
        if (!file.CanSeek)
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>
    /// Opens a pipe for writing too. Opening one to which nobody writes would wait for ever; like this it is empty, which is told at once.
    /// Who waits for a reader already counts as a writer.
    /// </summary>
    private static FileStream? HoldOpen(string path)
    {
        if (!MayBePipe(path))
            return null;
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Who may not write to it may still read it; if not, reading says why.
            return null;
        }
    }

    /// <summary>Pipes have no length, like empty files; links to them lie in folders of the system.</summary>
    private static bool MayBePipe(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        var file = new FileInfo(path);
        return file.Exists && (file.Length == 0 || file.LinkTarget is not null || path.StartsWith("/dev/", StringComparison.Ordinal)
            || path.StartsWith("/proc/", StringComparison.Ordinal));
    }
}
