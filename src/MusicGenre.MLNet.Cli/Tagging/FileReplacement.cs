using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>
/// A new content for a file: written beside it, and put in its place in one step when it is whole, with the time stamps, the owner and the
/// rights of the file. Dropped if it is never put there.
/// </summary>
internal sealed class FileReplacement : IDisposable
{
    private readonly string _path;

    /// <summary>Begins a replacement.</summary>
    /// <param name="path">The file; of a link, what it leads to is replaced.</param>
    public FileReplacement(string path)
    {
        _path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

        if (File.GetAttributes(_path).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"{path} is write-protected.");
        // Hidden, and with the same ending, by which its kind is told.
        Temporary = Leftovers.NewBeside(_path, Path.GetExtension(_path));
    }

    /// <summary>Gets the path of the new content, which the caller writes.</summary>
    public string Temporary { get; }

    /// <summary>Puts the new content in the file's place.</summary>
    /// <exception cref="IOException">The file's owner cannot be kept.</exception>
    public void Commit()
    {
        using (var written = new FileStream(Temporary, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        if (OperatingSystem.IsWindows())
        {
            DateTime created = File.GetCreationTimeUtc(_path), changed = File.GetLastWriteTimeUtc(_path);
            File.Replace(Temporary, _path, null); // keeps attributes and access lists
            File.SetCreationTimeUtc(_path, created);
            File.SetLastWriteTimeUtc(_path, changed);
            return;
        }
        if (OperatingSystem.IsLinux())
        {
            if (!UnixFile.CopyOwnerAndTimes(_path, Temporary))
                throw new IOException($"{_path} belongs to somebody else, and its owner cannot be kept. Run this as its owner.");
        }
        else
        {
            File.SetUnixFileMode(Temporary, File.GetUnixFileMode(_path));
            File.SetLastAccessTimeUtc(Temporary, File.GetLastAccessTimeUtc(_path));
            File.SetLastWriteTimeUtc(Temporary, File.GetLastWriteTimeUtc(_path));
        }
        File.Move(Temporary, _path, overwrite: true);
    }

    public void Dispose() => File.Delete(Temporary);
}
