namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>Names of pipes between this process and ffmpeg, each used once.</summary>
internal static class PipeNames
{
    /// <summary>The path of a Unix socket may have 104 bytes on macOS and 108 on Linux.</summary>
    private const int MaxSocketPath = 100;

    /// <summary>A pipe made by .NET: its name there and for ffmpeg. On Unix it is a socket.</summary>
    public static (string Name, string Url) Server()
    {
        if (OperatingSystem.IsWindows())
        {
            string name = NewName();
            return (name, $@"\\.\pipe\{name}");
        }
        string path = UnixPath();
        return (path, "unix:" + path);
    }

    /// <summary>A path in the temporary folder.</summary>
    public static string UnixPath()
    {
        string name = NewName();
        string path = Path.Combine(Path.GetTempPath(), name);
        return path.Length <= MaxSocketPath ? path : "/tmp/" + name;
    }

    private static string NewName() => $"musicgenre-{Environment.ProcessId}-{Guid.NewGuid():N}";
}
