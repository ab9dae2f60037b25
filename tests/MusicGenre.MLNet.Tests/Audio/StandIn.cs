namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Shell scripts in the place of ffmpeg, and what of them still runs.</summary>
internal static class StandIn
{
    /// <summary>The header of a WAV of floats, mono, 22,050 Hz, of unknown length, as ffmpeg writes it into a pipe.</summary>
    public static byte[] Header { get; } =
    [
        .. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "WAVEfmt "u8, 16, 0, 0, 0, 3, 0, 1, 0, 0x22, 0x56, 0, 0, 0x88, 0x58, 1, 0, 4, 0, 32, 0,
        .. "data"u8, 0xFF, 0xFF, 0xFF, 0xFF,
    ];

    /// <summary>Writes a script that can be run.</summary>
    /// <param name="folder">Where; the header lies there as <c>header.wav</c>, and <c>$here</c> is the folder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="lines">What it does.</param>
    public static string Write(TemporaryFolder folder, string name, string lines)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a shell script.");
        folder.Write("header.wav", Header);
        string path = folder.Combine(name);
        File.WriteAllText(path, $"#!/bin/sh\nhere='{folder.Path}'\n{lines}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>The processes, zombies left out, in whose command line one of some texts is.</summary>
    public static string[] Running(params string[] texts)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Processes are counted through /proc.");
        return [.. Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)).Select(CommandLine)
            .Where(line => texts.Any(text => line.Contains(text, StringComparison.Ordinal)))];
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return "";
        }
    }
}
