using Microsoft.Win32.SafeHandles;

namespace MusicGenre.MLNet.Hosting.Loading;

/// <summary>What tells one state of a file from another: its length and the time of the last change.</summary>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Changed">The time of the last change, in UTC.</param>
internal readonly record struct FileVersion(long Bytes, DateTime Changed)
{
    /// <summary>Reads the version of what a path leads to, through links: mounted configuration is swapped by them.</summary>
    /// <returns>The version; <see langword="null"/> while there is no such file, or it cannot be opened.</returns>
    public static FileVersion? Of(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return new FileVersion(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
