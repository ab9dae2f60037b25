using System.Diagnostics;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Endurance.Kills;

/// <summary>
/// Kills each kind of work at random moments (SIGKILL), and looks at what is left: what was written is whole, and after the next start
/// nothing of the killed process is there, neither a file nor another process.
/// </summary>
/// <param name="count">How many kills; work that ended before its kill does not count.</param>
/// <param name="seed">Chooses the moments.</param>
/// <param name="kind">The one kind that is killed; null for all in turn.</param>
internal sealed class KillRun(int count, int seed, string? kind)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> _faults = [];
    private readonly Dictionary<string, int> _killed = [];
    private int _left;

    /// <summary>Kills.</summary>
    /// <returns>Whether nothing was lost and nothing stayed.</returns>
    public bool Run(TextWriter report)
    {
        var clock = Stopwatch.StartNew();
        using var listener = new Listener();
        using var root = new TemporaryFolder();
        KillCase[] cases = [.. KillCases.All.Where(c => kind is null || c.Name.Contains(kind, StringComparison.Ordinal))];
        foreach (KillCase one in cases)
            KillCases.Prepare(FolderOf(root, one));
        var random = new Random(seed);
        int starts = 0;
        for (; _killed.Values.Sum() < count && starts < 3 * count; starts++)
        {
            KillCase one = cases[starts % cases.Length];
            try
            {
                Kill(one, FolderOf(root, one), random, listener);
            }
            catch (Exception error)
            {
                // Whatever a damaged file leads to is what is looked for.
                _faults.Add($"{one.Name}: {error}");
            }
        }
        foreach ((string name, int killed) in _killed)
            report.WriteLine($"{name}: {killed} times killed at work");
        report.WriteLine(FormattableString.Invariant(
            $"{starts} starts, {_killed.Values.Sum()} killed, {_left} with files left, {listener.Connections} connections tried, ")
            + FormattableString.Invariant($"{_faults.Count} faults, {clock.Elapsed.TotalSeconds:0} s"));
        foreach (string fault in _faults)
            report.WriteLine(fault);
        return _faults.Count == 0 && listener.Connections == 0 && _killed.Values.Sum() == count;
    }

    private static string FolderOf(TemporaryFolder root, KillCase one)
        => Directory.CreateDirectory(root.Combine(new string([.. one.Name.Where(char.IsLetter)]))).FullName;

    private void Kill(KillCase one, string folder, Random random, Listener listener)
    {
        using Process process = Start(one.Start(folder), folder, listener);
        if (one.SaysReady && process.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException($"It did not begin: {process.StandardError.ReadToEnd()}");
        Thread.Sleep(random.Next(one.LatestMilliseconds));
        _killed[one.Name] = _killed.GetValueOrDefault(one.Name) + (process.HasExited ? 0 : 1);
        process.Kill();
        process.WaitForExit();
        _left += Left(folder) is null ? 0 : 1;
        Note(one, "after the kill", one.Check(folder, false));

        using Process next = Start(one.Next(folder), folder, listener);
        string output = next.StandardOutput.ReadToEnd(), errors = next.StandardError.ReadToEnd();
        if (!next.WaitForExit(Patience) || next.ExitCode != 0)
            Note(one, "the next start", $"exit code {next.ExitCode}: {output}{errors}");
        Note(one, "after the next start", one.Check(folder, true));
        Note(one, "left", Left(folder));
        Note(one, "still running", Running(folder));
    }

    private void Note(KillCase one, string when, string? fault)
    {
        if (fault is not null)
            _faults.Add($"{one.Name}, {when}: {fault}");
    }

    private static Process Start(string[] command, string folder, Listener listener)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // .NET's own debugging pipes would stay in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName;
        start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, "user");
        listener.Proxy(start.Environment);
        return Process.Start(start)!;
    }

    private static string? Left(string folder)
    {
        string[] left =
        [
            .. Directory.GetFileSystemEntries(Path.Combine(folder, "temporary"), WorkFolder.Beginning + "*"),
            .. Directory.GetFiles(folder, ".*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }),
        ];
        return left.Length == 0 ? null : string.Join(", ", left);
    }

    // Of ffmpeg, and of what watches it; a moment later, since the system ends them.
    private static string? Running(string folder)
    {
        string[] running = [];
        for (int i = 0; i < 100 && OperatingSystem.IsLinux(); i++)
        {
            running = [.. Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.Contains(folder, StringComparison.Ordinal))];
            if (running.Length == 0)
                return null;
            Thread.Sleep(20);
        }
        return running.Length == 0 ? null : string.Join(", ", running);
    }

    private static string CommandLine(string process)
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out _) ? File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ') : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return "";
        }
    }
}
