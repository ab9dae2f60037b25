using System.Collections.Concurrent;
using System.Diagnostics;

namespace MusicGenre.MLNet.QueueWorker.Tests.TestSupport;

/// <summary>The sample as a process of its own; it is killed when the test is over.</summary>
internal sealed class QueueProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new(), _errors = new();

    private QueueProcess(TemporaryFolder folder, string[] arguments)
    {
        string program = Repository.Program("samples/QueueWorker", "queue-worker.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a killed process leaves behind lies with the test.
        start.Environment["TMPDIR"] = start.Environment["TMP"] = Directory.CreateDirectory(folder.Combine("temporary")).FullName;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Gets the lines of its standard output.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Gets the lines that it logged.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Gets whether it is over.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts the sample.</summary>
    public static QueueProcess Start(TemporaryFolder folder, params string[] arguments) => new(folder, arguments);

    /// <summary>Runs the sample to its end.</summary>
    public static QueueProcess Run(TemporaryFolder folder, params string[] arguments)
    {
        QueueProcess process = Start(folder, arguments);
        process.ExitCode();
        return process;
    }

    /// <summary>Waits for its end.</summary>
    public int ExitCode()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as a cluster does.</summary>
    public void Terminate() => ExternalProgram.Succeed(".", "kill", "-TERM", $"{_process.Id}");

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
