namespace Worker.Store;

/// <summary>What tells one state of a file from another.</summary>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Changed">The time of the last change, in milliseconds since 1970, UTC.</param>
internal readonly record struct FileState(long Bytes, long Changed)
{
    /// <summary>Reads the state of a file.</summary>
    /// <returns>The state; <see langword="null"/> if there is no such file.</returns>
    public static FileState? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileState(file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds()) : null;
    }
}
