using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MusicGenre.MLNet.Cli.Tests.Sharding;

/// <summary>A Slurm of one node, this machine, with four CPUs declared; its files are in a folder of the test's, its ports were free.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private const string Node = "node";
    private static readonly string[] Programs = ["slurmctld", "slurmd", "sbatch", "scontrol", "squeue"];

    // Debian's daemons lie where not every user's PATH leads to.
    private static readonly string SearchPath = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin";

    private readonly string _folder;
    private readonly List<Process> _daemons = [];

    private SlurmCluster(string folder)
    {
        _folder = folder;
        foreach (string name in new[] { "state", "spool" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Configuration, $"""
            ClusterName=test
            SlurmctldHost={Dns.GetHostName()}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            AuthType=auth/none
            CredType=cred/none
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/spool
            SlurmctldPidFile={folder}/slurmctld.pid
            SlurmdPidFile={folder}/slurmd.pid
            SlurmctldLogFile={folder}/slurmctld.log
            SlurmdLogFile={folder}/slurmd.log
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SlurmdParameters=config_overrides
            ReturnToService=2
            KillWait=2
            NodeName={Node} NodeHostname={Dns.GetHostName()} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
            PartitionName=all Nodes={Node} Default=YES State=UP

            """);
        _daemons.Add(Daemon("slurmctld", "-D", "-f", Configuration));
        _daemons.Add(Daemon("slurmd", "-D", "-N", Node, "-f", Configuration));
    }

    private string Configuration => Path.Combine(_folder, "slurm.conf");

    /// <summary>Starts it, or ignores the test where Slurm is not installed; with <c>CI=true</c> the test then fails.</summary>
    public static SlurmCluster Start(string folder)
    {
        string[] missing = [.. Programs.Where(program => Find(program) is null)];
        if (missing.Length > 0)
        {
            string message = $"This test needs Slurm (Debian's packages slurmctld, slurmd, slurm-client); missing: {string.Join(", ", missing)}.";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail(message);
            Assert.Ignore(message);
        }
        var cluster = new SlurmCluster(folder);
        cluster.Until(() => cluster.Run("scontrol", "show", "node", Node).Output.Contains("State=IDLE"), "an idle node");
        return cluster;
    }

    /// <summary>Runs one of Slurm's commands.</summary>
    public ExternalProgram Run(string program, params string[] arguments) => Run(program, arguments, _ => { });

    /// <summary>Runs one of Slurm's commands with more environment variables.</summary>
    public ExternalProgram Run(string program, string[] arguments, Action<IDictionary<string, string?>> environment)
        => ExternalProgram.Run(_folder, [Find(program)!, .. arguments], variables =>
        {
            variables["SLURM_CONF"] = Configuration;
            environment(variables);
        });

    /// <summary>Waits until something holds, for minutes: other work may keep the machine busy.</summary>
    public void Until(Func<bool> holds, string what)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(5); Thread.Sleep(20))
        {
            if (holds())
                return;
        }
        string[] logs = [.. Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText)];
        Assert.Fail($"Not {what} after five minutes.\n{string.Join('\n', logs)}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What still runs would write into the folder.
        if (Run("squeue", "-h", "-o", "%A") is { ExitCode: 0 } left && left.Output.Trim() is { Length: > 0 } jobs)
        {
            Run("scancel", jobs.Split('\n'));
            Until(() => Run("squeue", "-h").Output.Trim().Length == 0, "an empty queue");
        }
        foreach (Process daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }
    }

    private static string? Find(string program)
        => SearchPath.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private Process Daemon(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(Find(program)!, arguments)
    {
        WorkingDirectory = _folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        Environment = { ["SLURM_CONF"] = Configuration },
    })!;
}
