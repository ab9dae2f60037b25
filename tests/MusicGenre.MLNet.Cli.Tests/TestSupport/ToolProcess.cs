using System.Diagnostics;

namespace MusicGenre.MLNet.Cli.Tests.TestSupport;

/// <summary>The tool as a process of its own, with a user folder of its own.</summary>
internal static class ToolProcess
{
    /// <summary>The tool's program.</summary>
    public static readonly string Program = Repository.Program("src/MusicGenre.MLNet.Cli", "musicgenre.dll");

    /// <summary>Runs the tool and waits for its end.</summary>
    /// <param name="folder">The working directory; the user folder is in it.</param>
    /// <param name="arguments">The command line.</param>
    public static ExternalProgram Run(string folder, params string[] arguments) => Run(folder, [], arguments);

    /// <summary>Runs the tool with lines on standard input and waits for its end.</summary>
    public static ExternalProgram Run(string folder, IEnumerable<string> input, string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        foreach (string line in input)
            process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        process.WaitForExit();
        return new ExternalProgram(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Starts the tool.</summary>
    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_DATA_HOME"] = start.Environment["LOCALAPPDATA"] = Path.Combine(folder, "user data");
        // A process that is killed leaves its debugger's pipes behind.
        start.Environment["TMPDIR"] = start.Environment["TMP"] = Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName;
        return Process.Start(start)!;
    }

    /// <summary>Presses Ctrl+C.</summary>
    public static void Interrupt(Process process) => ExternalProgram.Succeed(".", "kill", "-INT", $"{process.Id}");
}
