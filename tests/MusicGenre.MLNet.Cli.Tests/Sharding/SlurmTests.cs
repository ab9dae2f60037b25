using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Sharding;

/// <summary>The script of deploy/slurm as a job array on a real Slurm.</summary>
[Platform("Linux")]
[NonParallelizable]
public sealed class SlurmTests
{
    private const int Clips = 2_000, Shards = 8, Killed = 1;

    [Test]
    public void An_array_of_eight_tasks_of_which_one_is_killed_and_queued_again_does_each_of_2000_clips_once()
    {
        using var folder = new TemporaryFolder();
        using SlurmCluster cluster = SlurmCluster.Start(Directory.CreateDirectory(folder.Combine("slurm")).FullName);
        string list = WriteClips(folder), parts = folder.Combine("parts");
        string tool = ToolProcess.Program;

        ExternalProgram submitted = cluster.Run(
            "sbatch",
            ["--parsable", $"--array=0-{Shards - 1}", "-o", folder.Combine("task-%a.txt"),
                Repository.Combine("deploy", "slurm", "musicgenre.sbatch"), list, parts, $"{Shards}", "embed"],
            variables =>
            {
                variables["MUSICGENRE"] = $"dotnet {tool}";
                // A process that is killed leaves its debugger's pipes behind.
                variables["DOTNET_EnableDiagnostics"] = "0";
            });
        Assert.That(submitted.ExitCode, Is.Zero, submitted.Printed);
        string task = $"{submitted.Output.Trim()}_{Killed}", part = Path.Combine(parts, $"part-{Killed:00000}.parquet");
        cluster.Until(() => File.Exists(part + ".journal") && new FileInfo(part + ".journal").Length > 0, "a task at work");
        Assert.That(cluster.Run("scontrol", "requeue", task).ExitCode, Is.Zero);
        Assert.That(File.Exists(part), Is.False, "The task had ended before it was killed.");
        // Slurm waits two minutes before it starts a task again, unless it is told not to.
        cluster.Until(() => cluster.Run("squeue", "-h", "-j", task, "-o", "%t").Output.Trim() == "PD", "the task waiting");
        Assert.That(cluster.Run("scontrol", "update", $"JobId={task}", "StartTime=now").ExitCode, Is.Zero);
        cluster.Until(() => cluster.Run("squeue", "-h").Output.Trim().Length == 0, "all tasks done");

        string merged = folder.Combine("tracks.parquet");
        ExternalProgram merge = ExternalProgram.Run(folder.Path, ["dotnet", tool, "merge", parts, "-o", merged, "--list", list]);
        Assert.That(merge.ExitCode, Is.Zero, merge.Printed);
        Assert.That(
            Parts.Query($"select count(*), count(distinct path), count(error) from '{merged}'").Single(),
            Is.EqualTo(new object[] { (long)Clips, (long)Clips, 0L }));
        Assert.That(cluster.Run("scontrol", "show", "job", task).Output, Does.Contain("Restarts=1"));
    }

    // The clips of the task that is killed are longer, so that it is at work when that happens.
    private static string WriteClips(TemporaryFolder folder)
    {
        string music = Directory.CreateDirectory(folder.Combine("music")).FullName;
        const int Different = 20;
        for (int i = 0; i < Different; i++)
        {
            ToneGenres.Compose(ToneGenres.Names[i % 3], 1, i).SaveWav(Path.Combine(music, $"short-{i}.wav"));
            ToneGenres.Compose(ToneGenres.Names[i % 3], 20, i).SaveWav(Path.Combine(music, $"long-{i}.wav"));
        }
        string[] paths = [.. Enumerable.Range(0, Clips).Select(i => Path.Combine(music, $"{i:0000}.wav"))];
        for (int i = 0; i < Clips; i++)
            File.CreateSymbolicLink(paths[i], Path.Combine(music, $"{(i % Shards == Killed ? "long" : "short")}-{i % Different}.wav"));
        string list = folder.Combine("tracks.txt");
        File.WriteAllLines(list, paths);
        return list;
    }
}
