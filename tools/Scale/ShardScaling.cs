using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace MusicGenre.MLNet.Scale;

/// <summary>The command <c>shards</c>: the same list in 1, 2 and 4 processes of one thread each, and how many tracks a second they do.</summary>
internal static class ShardScaling
{
    public static Command Command()
    {
        var tool = new Argument<string>("TOOL") { Description = "The tool's musicgenre.dll." };
        var list = new Argument<string>("LIST") { Description = "A list of music files." };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 3, Description = "How often; the best counts. Default: 3." };
        var command = new Command("shards", "Measure the throughput of 1, 2 and 4 shards at once.") { tool, list, runs };
        command.SetAction(parsed => Measure(parsed.GetValue(tool)!, parsed.GetValue(list)!, parsed.GetValue(runs)));
        return command;
    }

    private static void Measure(string tool, string list, int runs)
    {
        int tracks = File.ReadLines(list).Count(line => line.Length > 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tracks} tracks, {Environment.ProcessorCount} cores, best of {runs}"));
        Console.WriteLine("| processes | seconds | tracks a second | against one, per core |");
        Console.WriteLine("|---|---|---|---|");
        double one = 0;
        foreach (int count in (int[])[1, 2, 4])
        {
            double seconds = Enumerable.Range(0, runs).Min(_ => Run(tool, list, count));
            one = count == 1 ? seconds : one;
            int cores = Math.Min(count, Environment.ProcessorCount);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {count} | {seconds:0.0} | {tracks / seconds:0.0} | {100 * one / seconds / cores:0} % |"));
        }
    }

    private static double Run(string tool, string list, int count)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("musicgenre-");
        try
        {
            long begin = Stopwatch.GetTimestamp();
            Process[] processes = [.. Enumerable.Range(0, count).Select(i => Process.Start(
                "dotnet",
                [
                    tool, "classify", "--list", list, "--shard", string.Create(CultureInfo.InvariantCulture, $"{i}/{count}"), "--threads", "1",
                    "--quiet", "-o", Path.Combine(folder.FullName, $"{i}.parquet"),
                ]))];
            foreach (Process process in processes)
                process.WaitForExit();
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
