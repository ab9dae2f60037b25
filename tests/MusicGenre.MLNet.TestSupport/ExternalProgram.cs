using System.Diagnostics;

namespace MusicGenre.MLNet.TestSupport;

/// <summary>What a program gave that was run as a process of its own.</summary>
public sealed record ExternalProgram(int ExitCode, string Output, string Error)
{
    // MSBuild's and the test host's own settings must not reach the programs that a test starts.
    private static readonly string[] Withheld = ["MSBUILD", "DOTNET_HOST"];

    // What these leave in the temporary folder is the .NET SDK's, and is not counted.
    private static readonly string[] SdkCommands = ["build", "new", "pack", "publish", "restore", "run", "tool"];

    /// <summary>Gets all that was printed: first the output, then the errors.</summary>
    public string Printed => Output + Error;

    /// <summary>Runs a program and waits for its end.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Changes the environment variables of the process.</param>
    public static ExternalProgram Run(
        string directory, IReadOnlyList<string> command, Action<IDictionary<string, string?>>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string name in start.Environment.Keys
            .Where(k => Withheld.Any(w => k.StartsWith(w, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        // No server of the SDK's stays behind, with its files in the temporary folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using TemporaryFolder? ofTheSdk = command is ["dotnet", var verb, ..] && SdkCommands.Contains(verb) ? new TemporaryFolder() : null;
        if (ofTheSdk is not null)
            start.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = ofTheSdk.Path;
        environment?.Invoke(start.Environment);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new ExternalProgram(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Runs a program that has to end with exit code 0.</summary>
    /// <returns>All that was printed.</returns>
    public static string Succeed(string directory, params string[] command)
    {
        ExternalProgram run = Run(directory, command);
        Assert.That(run.ExitCode, Is.Zero, $"{string.Join(' ', command)}\n{run.Printed}");
        return run.Printed;
    }
}
