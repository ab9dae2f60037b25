using System.ComponentModel;
using System.Diagnostics;

namespace QuickStart;

/// <summary>Hands a comparison over to <c>samples/Compare</c>: a program of its own, so that this one needs no libtorch.</summary>
internal static class ComparisonHandover
{
    // Less than System.CommandLine gives a command that is stopped.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Builds and runs <c>samples/Compare</c>, which shows what it does in the same terminal.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="error">Where errors are told.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter error, CancellationToken cancellationToken)
    {
        if (FindProject(Repository.Find(), error) is not { } project)
            return CommandRunner.Failure;
        string[] run = ["run", "-c", "Release", "--project", project, "--", .. arguments];
        return await RunAsync(new ProcessStartInfo("dotnet", run), Patience, error, cancellationToken);
    }

    /// <summary>Finds the project of <c>samples/Compare</c>.</summary>
    /// <param name="repository">Root of the repository; null if there is none.</param>
    /// <param name="error">Where it is told that the project was not found.</param>
    /// <returns>The project's path; null if it was not found.</returns>
    public static string? FindProject(string? repository, TextWriter error)
    {
        string? project = repository is null ? null : Path.Combine(repository, "samples", "Compare", "Compare.csproj");
        if (File.Exists(project))
            return project;
        error.WriteLine("--compare runs the program samples/Compare of the repository, and "
            + (project is null ? $"no MusicGenre.MLNet.sln was found in or above {Environment.CurrentDirectory}. " : $"{project} was not found. ")
            + "Run it within a whole checkout of the repository.");
        return null;
    }

    /// <summary>Runs a program in the same terminal.</summary>
    /// <param name="start">The program.</param>
    /// <param name="patience">How long it may take to end by itself when it is stopped.</param>
    /// <param name="error">Where errors are told.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(ProcessStartInfo start, TimeSpan patience, TextWriter error, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            error.WriteLine($"The program '{start.FileName}' cannot be started ({exception.Message}). Put the .NET SDK's folder into the PATH.");
            return CommandRunner.Failure;
        }
        using (process)
        {
            try
            {
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Ctrl+C reaches all programs of a terminal, so this one is stopping already; if only we were stopped, it must be killed.
                if (!process.WaitForExit(patience))
                {
                    process.Kill(entireProcessTree: true);
                    process.WaitForExit();
                    return CommandRunner.Cancelled;
                }
            }
            return process.ExitCode;
        }
    }
}
