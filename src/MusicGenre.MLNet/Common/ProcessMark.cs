using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MusicGenre.MLNet.Common;

/// <summary>
/// What marks a temporary file as a process's own, within its name: the machine, the process id, and when the process began, since ids are
/// given again. Containers count as machines: each has ids of its own.
/// </summary>
internal static class ProcessMark
{
    // Another machine's process cannot be asked for. Its file counts as left behind when nobody locks it and it is that old.
    private static readonly TimeSpan OldEnough = TimeSpan.FromDays(1);

    private static readonly string Machine = NameMachine();

    /// <summary>Gets this process's mark: letters, digits and hyphens.</summary>
    public static string Own { get; } = $"{Machine}-{Environment.ProcessId}-{StartOf(Environment.ProcessId)}";

    /// <summary>Makes a name that nobody else takes.</summary>
    public static string NewName() => $"{Own}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>
    /// Whether the process that made a file is gone and left it. Never true of a file of a process that lives, and of anything without a
    /// mark.
    /// </summary>
    /// <param name="name">What <see cref="NewName"/> gave, as it is found in a file's name.</param>
    /// <param name="file">The file that its process keeps locked while it is needed.</param>
    public static bool IsLeft(ReadOnlySpan<char> name, string file)
    {
        Span<Range> parts = stackalloc Range[5];
        if (name.Split(parts, '-') != 4
            || !int.TryParse(name[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return false;
        try
        {
            if (name[parts[0]].SequenceEqual(Machine))
                return StartOf(id) is { } start && !name[parts[2]].SequenceEqual(start) && !IsLocked(file);
            return DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > OldEnough && !IsLocked(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is somebody else's, or just gone.
            return false;
        }
    }

    private static bool IsLocked(string file)
    {
        if (!File.Exists(file))
            return false;
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1))
                return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>When a process began, in a text that no other process with its id has; empty if there is none, null if it may not be asked.</summary>
    private static string? StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Behind the name, which may hold anything, the twentieth value: clock ticks since the machine was started.
                string stat = File.ReadAllText($"/proc/{id}/stat");
                return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
            }
            using Process process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string NameMachine()
    {
        string? space = null;
        try
        {
            space = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No such thing: the name of the machine has to do.
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}|{space}")))[..6];
    }
}
