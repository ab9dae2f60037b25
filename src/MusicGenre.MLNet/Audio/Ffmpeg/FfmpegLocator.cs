namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// Finds the program ffmpeg: what <see cref="AudioDecoding.FfmpegPath"/> or the environment variable names, else on the PATH.
/// </summary>
internal static class FfmpegLocator
{
    /// <summary>The environment variable that names the program, or the folder that it is in.</summary>
    public const string Variable = "MUSICGENRE_FFMPEG";

    /// <summary>The program's path; null if it is nowhere.</summary>
    public static string? Find() =>
        Find(AudioDecoding.FfmpegPath ?? Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Finds the program.</summary>
    /// <param name="named">The program or its folder; where it is not, nothing else is tried.</param>
    /// <param name="path">The folders to search otherwise, separated as in PATH.</param>
    public static string? Find(string? named, string? path)
    {
        string program = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        IEnumerable<string> candidates = string.IsNullOrWhiteSpace(named)
            ? (path ?? "").Split(Path.PathSeparator).Select(folder => folder.Trim('"')).Where(folder => folder.Length > 0).Select(In)
            : [named, In(named)];
        return candidates.FirstOrDefault(File.Exists) is { } found ? Path.GetFullPath(found) : null;

        string In(string folder) => Path.Combine(folder, program);
    }
}
