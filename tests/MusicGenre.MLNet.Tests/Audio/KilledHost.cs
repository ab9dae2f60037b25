using System.Diagnostics;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>A process of its own that uses the library and is killed.</summary>
internal static class KilledHost
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "MusicGenre.MLNet.Reliability.dll");

    /// <summary>Starts a process that decodes a file, and kills it when it is in the middle.</summary>
    /// <param name="ffmpeg">What it runs as ffmpeg.</param>
    /// <param name="file">The file.</param>
    /// <param name="isReady">Whether it is where it is to be killed.</param>
    /// <returns>Its exit code.</returns>
    public static int DecodeAndDie(string ffmpeg, string file, Func<bool> isReady)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "child", "outlived", ffmpeg, file]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process process = Process.Start(start)!;
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("ready"));
        Assert.That(isReady, Is.True.After(10_000, 20), "the program and its children run");
        // The process alone, as the system does when memory is short.
        process.Kill();
        process.WaitForExit();
        return process.ExitCode;
    }
}
