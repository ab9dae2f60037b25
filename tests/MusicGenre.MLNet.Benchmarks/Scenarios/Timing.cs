using System.Diagnostics;
using System.Globalization;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>Times, and says so in the rows of a Markdown table.</summary>
internal static class Timing
{
    public static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The median of several runs after one that is not counted.</summary>
    public static double MedianMilliseconds(int runs, Action work)
    {
        work();
        double[] times = [.. Enumerable.Range(0, runs).Select(_ => 1000 * Seconds(work)).Order()];
        return times[runs / 2];
    }

    /// <summary>The most memory this process ever had, in MB; a decoder started beside it is not counted.</summary>
    public static double PeakMegabytes()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    /// <summary>Processor time so far, in seconds, of this process and on Linux also of the programs it started that have ended.</summary>
    public static double CpuSeconds()
    {
        const int TicksPerSecond = 100, UserTime = 11, Times = 4;
        if (!OperatingSystem.IsLinux())
            return Environment.CpuUsage.TotalTime.TotalSeconds;
        string afterName = File.ReadAllText("/proc/self/stat").Split(") ")[^1];
        return afterName.Split(' ').Skip(UserTime).Take(Times).Sum(t => long.Parse(t, CultureInfo.InvariantCulture)) / (
            double)TicksPerSecond;
    }

    public static void Header(params string[] columns)
    {
        Row(columns);
        Console.WriteLine("|" + string.Concat(columns.Select(_ => " --- |")));
    }

    public static void Row(params object[] cells)
        => Console.WriteLine("| " + string.Join(" | ", cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture))) + " |");
}
