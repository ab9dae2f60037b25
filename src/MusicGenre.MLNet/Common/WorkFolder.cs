namespace MusicGenre.MLNet.Common;

/// <summary>
/// A folder in the temporary folder for one piece of work, gone with <see cref="Dispose"/>. What killed processes left is removed when the
/// next process begins.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>How the names of this library's temporary files and folders begin; the mark of their process follows.</summary>
    public const string Beginning = "musicgenre-";

    private static readonly Lazy<bool> Swept = new(() =>
    {
        Leftovers.RemoveBeginning(System.IO.Path.GetTempPath(), Beginning);
        return true;
    });

    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Gets the folder's path.</summary>
    public string Path { get; }

    /// <summary>Removes what killed processes left in the temporary folder, once in this process.</summary>
    public static void RemoveLeft() => _ = Swept.Value;

    /// <summary>Gets the path of a new file or folder in the temporary folder; nothing is created.</summary>
    public static string NewPath()
    {
        RemoveLeft();
        return System.IO.Path.Combine(System.IO.Path.GetTempPath(), Beginning + ProcessMark.NewName());
    }

    /// <summary>Creates a folder that only this user may read.</summary>
    /// <exception cref="IOException">The temporary folder is missing, read-only or full; the message names it and says what to do.</exception>
    public static WorkFolder Create()
    {
        string path = NewPath();
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else if (!Directory.Exists(System.IO.Path.GetTempPath()))
                throw new DirectoryNotFoundException($"There is no folder {System.IO.Path.GetTempPath()}.");
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new WorkFolder(path, File.Create(Leftovers.LockOf(path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Leave(path);
            throw CannotWrite(error);
        }
    }

    /// <summary>Gets the path of a file in the folder; nothing is created.</summary>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Does work that writes into the folder; a full disk is told as <see cref="CannotWrite"/>.</summary>
    /// <exception cref="IOException">The temporary folder is full.</exception>
    public T Use<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (DiskProblem(error) is { } problem)
        {
            throw CannotWrite(problem);
        }
    }

    // ML.NET wraps what its own constructors throw.
    private IOException? DiskProblem(Exception? error) => error is null ? null
        : error is IOException problem && problem.Message.Contains(Path, StringComparison.Ordinal) ? problem : DiskProblem(error.InnerException);

    /// <summary>Makes the exception for a temporary folder that cannot be used.</summary>
    /// <param name="cause">What the system said.</param>
    public static IOException CannotWrite(Exception cause) => new(
        $"Nothing can be written to the temporary folder {System.IO.Path.GetTempPath()} ({cause.Message.TrimEnd('.')}). Make room in it and make it "
        + "writable, or name another folder in the environment variable TMPDIR (TMP on Windows).", cause);

    /// <summary>Deletes the folder with all that is in it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        Leave(Path);
    }

    private static void Leave(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody cleared the temporary folder meanwhile, or it was never made.
        }
    }
}
