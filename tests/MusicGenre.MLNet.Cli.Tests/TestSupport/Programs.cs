using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MusicGenre.MLNet.Cli.Tests.TestSupport;

/// <summary>Runs the repository's programs, as they were built with these tests, as processes.</summary>
internal static class Programs
{
    // bin/CONFIGURATION/net10.0
    private static string Built { get; } = Path.GetRelativePath(Project(), TestContext.CurrentContext.TestDirectory);

    /// <summary>Gets the root of the repository.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Project(), "..", ".."));

    /// <summary>Gets the path of a program, e.g. of <c>tools/TorchCli</c> the file <c>musicgenre-torch.dll</c>.</summary>
    public static string Find(string project, string file) => Path.Combine(Repository, project, Built, file);

    /// <summary>Runs a program, with user folders of its own, and waits for its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_DATA_HOME"] = start.Environment["LOCALAPPDATA"] = Path.Combine(folder, "user data");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }

    private static string Project([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, ".."));
}
