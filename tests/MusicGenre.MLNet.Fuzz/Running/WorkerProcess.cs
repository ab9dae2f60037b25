using System.Diagnostics;
using System.Reflection;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>Starts a worker, and tells when an input has killed it, or holds it for ever.</summary>
internal sealed class WorkerProcess
{
    private const int PollMilliseconds = 100;
    private const int BusyMachine = 15;
    private const long MostResident = 6L << 30;

    // A process that waits, unlike one that other work keeps from running, does so at every look.
    private const int MostWaits = 20;

    private readonly string _folder;
    private readonly int _seed;
    private readonly long _mostWall;
    private readonly Action<Finding> _report;

    public WorkerProcess(string folder, FuzzOptions options, Action<Finding> report)
        => (_folder, _seed, _mostWall, _report) = (folder, options.Seed, (long)options.MostWall.TotalMilliseconds, report);

    /// <summary>Does the parts of the plan from one on, until all are done or the worker ended.</summary>
    /// <param name="board">What the worker writes.</param>
    /// <param name="first">The first part.</param>
    /// <param name="cancellation">Kills the worker.</param>
    /// <returns>How it ended by an input: a kind and a message; <see langword="null"/> if it came to the end.</returns>
    public (string Kind, string Message)? Run(Board board, int first, CancellationToken cancellation)
    {
        string temporary = Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName;
        string[] arguments = ["exec", Assembly.GetExecutingAssembly().Location, "worker", _folder, _seed.ToString(), first.ToString()];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                // So that memory grows by what an input takes, and not by what is not collected yet.
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_GCgen0size"] = "0x1000000",
                ["DOTNET_GCHeapHardLimit"] = "0x100000000",
                ["TMPDIR"] = temporary,
                ["TMP"] = temporary,
            },
        };
        using Process process = Process.Start(start)!;
        var errors = new Queue<string>();
        process.OutputDataReceived += (_, line) => Output(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        string? killed = Watch(process, board, cancellation);
        if (killed is not null)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        Directory.Delete(temporary, recursive: true);
        cancellation.ThrowIfCancellationRequested();
        return killed is not null ? (killed.Contains("resident") ? "memory" : "hang", killed)
            : process.ExitCode == 0 ? null
            : ("crash", $"The process ended with {process.ExitCode}: {string.Join(' ', errors.Take(3))}");
    }

    private string? Watch(Process process, Board board, CancellationToken cancellation)
    {
        for (int waits = 0; !process.WaitForExit(PollMilliseconds);)
        {
            if (cancellation.IsCancellationRequested)
                return "cancelled";
            process.Refresh();
            if (Resident(process) is var resident and > MostResident)
                return $"{resident >> 20} MB are resident";
            long beats = board.Beats, begun = board.Begun;
            long wall = begun == 0 ? 0 : Environment.TickCount64 - begun;
            if (wall < _mostWall || beats != board.Beats)
            {
                waits = 0;
                continue;
            }
            long cpu = process.HasExited ? 0 : (long)process.TotalProcessorTime.TotalMilliseconds - board.CpuBegun;
            waits = Waits(process.Id) ? waits + 1 : 0;
            if (cpu > _mostWall / 2 || waits > MostWaits || wall > BusyMachine * _mostWall)
                return $"No end after {wall / 1000} s, of which {cpu / 1000} s on processors";
        }
        return null;
    }

    private static long Resident(Process process)
    {
        try
        {
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return 0;
        }
    }

    private static bool Waits(int process)
    {
        try
        {
            string state = File.ReadAllText($"/proc/{process}/stat");
            return state[state.LastIndexOf(')') + 2] != 'R';
        }
        catch (IOException)
        {
            // Another system, or it has just ended.
            return true;
        }
    }

    private void Output(string? line)
    {
        if (line is not null && Finding.FromLine(line) is { } finding)
            _report(finding);
    }

    private static void Keep(Queue<string> errors, string? line)
    {
        if (line is not null && errors.Count < 20)
            errors.Enqueue(line);
    }
}
