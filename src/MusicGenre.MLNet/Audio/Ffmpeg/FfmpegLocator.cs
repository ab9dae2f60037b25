using FFMpegCore;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>Looks for the program ffmpeg where FFMpegCore was told it is, then on the PATH.</summary>
internal static class FfmpegLocator
{
    /// <summary>The folder that holds ffmpeg; null if it is nowhere.</summary>
    public static string? FindFolder()
    {
        string program = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        IEnumerable<string> folders = [GlobalFFOptions.Current.BinaryFolder, .. path.Split(Path.PathSeparator)];
        return folders
            .Select(folder => folder.Trim('"'))
            .FirstOrDefault(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
    }
}
