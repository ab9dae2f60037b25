using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace MusicGenre.MLNet.Worker.Tests;

/// <summary>The sample as a process of its own, over a folder of music and a database.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _printed = [];

    /// <summary>Starts it.</summary>
    /// <param name="music">The folder.</param>
    /// <param name="database">The database.</param>
    /// <param name="settings">More of its settings, e.g. <c>--Worker:MaxAttempts=2</c>.</param>
    public WorkerProcess(string music, string database, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "musicgenre-worker.dll"), "--folders", music, "--database", database, "--urls",
            "http://127.0.0.1:0", "--Worker:Settled=00:00:00.2", "--Worker:ScanInterval=00:00:01", "--MusicGenre:Genres:0=jazz",
            "--MusicGenre:Genres:1=techno", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // It is killed, and would leave the pipes of debuggers.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Gets what was printed.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return string.Join('\n', _printed);
        }
    }

    /// <summary>Reads a column of the database; nothing while there is none.</summary>
    public static IReadOnlyList<string> Query(string database, string sql)
    {
        if (!File.Exists(database))
            return [];
        try
        {
            using var connection = new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False;Default Timeout=30");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            using SqliteDataReader reader = command.ExecuteReader();
            var values = new List<string>();
            while (reader.Read())
                values.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
            return values;
        }
        catch (SqliteException error) when (error.Message.Contains("no such table"))
        {
            return [];
        }
    }

    /// <summary>Waits until something holds.</summary>
    public void Until(Func<bool> holds, string what)
    {
        for (int i = 0; i < 4_800 && !_process.HasExited; i++)
        {
            if (holds())
                return;
            Thread.Sleep(25);
        }
        Assert.Fail($"Not {what}, {(_process.HasExited ? $"exit code {_process.ExitCode}" : "after two minutes")}:\n{Printed}");
    }

    /// <summary>Kills it.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Ends it as the system does.</summary>
    /// <returns>The exit code.</returns>
    public int Stop()
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]))
            kill.WaitForExit();
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Waits for its own end.</summary>
    /// <returns>The exit code.</returns>
    public int Wait()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
            return;
        lock (_printed)
            _printed.Add(text);
    }
}
