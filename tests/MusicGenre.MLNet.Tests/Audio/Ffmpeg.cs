namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Makes compressed test files with the program ffmpeg, and counts the ffmpeg programs that this process runs.</summary>
internal static class Ffmpeg
{
    public static string Encode(TemporaryFolder folder, string name, byte[] wav, params string[] options)
    {
        string source = folder.Write($"{name}.source.wav", wav);
        Run(["-i", source, .. options, folder.Combine(name)]);
        return folder.Combine(name);
    }

    public static void Run(params string[] arguments)
        => ExternalProgram.Succeed(Directory.GetCurrentDirectory(), ["ffmpeg", "-nostdin", "-v", "error", "-y", .. arguments]);

    /// <summary>The ffmpeg processes, zombies included, whose command line or parent says that this test process started them.</summary>
    public static int[] Children()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Child processes are counted through /proc.");
        return Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out int id) ? id : 0)
            .Where(id => id > 0 && IsChild(id))
            .ToArray();
    }

    private static bool IsChild(int id)
    {
        try
        {
            // "pid (name) state parent …"
            string stat = File.ReadAllText($"/proc/{id}/stat");
            string name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
            string[] rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return name == "ffmpeg" && int.Parse(rest[1]) == Environment.ProcessId;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return false;
        }
    }
}
