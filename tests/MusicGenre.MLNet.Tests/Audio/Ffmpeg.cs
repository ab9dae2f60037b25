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

    /// <summary>
    /// Waits until the one ffmpeg process can do no more before somebody reads: it sleeps and takes no time of a processor.
    /// </summary>
    public static void WaitUntilItWaits()
    {
        int id = Children().Single();
        string[] before = [];
        Assert.That(
            () =>
            {
                // The state, and the times in user and kernel mode.
                string[] stat = Stat(id).Fields;
                string[] now = [stat[0], stat[11], stat[12]];
                bool waits = now[0] == "S" && now.SequenceEqual(before);
                before = now;
                return waits;
            },
            Is.True.After(30_000, 5));
    }

    private static bool IsChild(int id)
    {
        try
        {
            (string name, string[] fields) = Stat(id);
            return name == "ffmpeg" && int.Parse(fields[1]) == Environment.ProcessId;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return false;
        }
    }

    // "pid (name) state parent …"
    private static (string Name, string[] Fields) Stat(int id)
    {
        string stat = File.ReadAllText($"/proc/{id}/stat");
        return (stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')], stat[(stat.LastIndexOf(')') + 2)..].Split(' '));
    }
}
