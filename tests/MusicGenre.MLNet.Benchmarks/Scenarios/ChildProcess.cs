using System.Diagnostics;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>Runs a scenario in a process of its own.</summary>
internal static class ChildProcess
{
    /// <param name="scenario">Its name.</param>
    /// <param name="options">Its options.</param>
    /// <param name="processors">How many processors .NET shall see; null for all.</param>
    /// <returns>What it printed.</returns>
    public static string Output(string scenario, ScenarioOptions options, int? processors = null)
    {
        string assembly = typeof(ChildProcess).Assembly.Location;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(assembly);
        foreach (string argument in (string[])["--scenario", scenario, "--backbone", options.Backbone, "--data", options.Data!])
            start.ArgumentList.Add(argument);
        if (options.Count is { } count)
        {
            start.ArgumentList.Add("--count");
            start.ArgumentList.Add(count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        if (processors is { } limit)
            start.Environment["DOTNET_PROCESSOR_COUNT"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(
            $"The process for {scenario} ended with exit code {process.ExitCode}.");
    }
}
