using System.CommandLine;
using System.Globalization;

namespace MusicGenre.MLNet.Scale;

/// <summary>
/// The command <c>simulate</c>: how long a catalogue takes on a cluster whose nodes differ in speed and die, for several sizes of shards.
/// </summary>
internal static class Simulation
{
    private const int Runs = 200;

    public static Command Command()
    {
        var tracks = Number("--tracks", 1_000_000, "Tracks of the catalogue.");
        var seconds = Number("--seconds", 0.1, "CPU seconds of a track; the command cost measures it.");
        var cores = Number("--cores", 64, "Cores, each of which works on a shard by itself.");
        var start = Number("--start", 5, "Seconds from a shard's start to its first track: scheduler, process, model.");
        var spread = Number("--spread", 0.15, "How much the cores' speeds differ (standard deviation of the logarithm).");
        var slow = Number("--slow", 0.02, "Share of cores that are three times as slow (a straggler: a bad disk, a busy neighbor).");
        var deaths = Number("--deaths", 0.01, "Deaths of a core in an hour; its shard is queued again.");
        var detection = Number("--detection", 60, "Seconds until a dead core is noticed and its shard is queued again.");
        var resumes = new Option<bool>("--no-resume") { Description = "Lose the rows of a dead shard, as without a journal." };
        var command = new Command("simulate", "Simulate stragglers, dead nodes and sizes of shards.")
        {
            tracks, seconds, cores, start, spread, slow, deaths, detection, resumes,
        };
        command.SetAction(parsed => Print(
            new Cluster(
                (int)parsed.GetValue(tracks), parsed.GetValue(seconds), (int)parsed.GetValue(cores), parsed.GetValue(start),
                parsed.GetValue(spread), parsed.GetValue(slow), parsed.GetValue(deaths), parsed.GetValue(detection),
                !parsed.GetValue(resumes))));
        return command;
    }

    private static Option<double> Number(string name, double value, string description)
        => new(name) { DefaultValueFactory = _ => value, Description = $"{description} Default: {value.ToString(CultureInfo.InvariantCulture)}." };

    private static void Print(Cluster cluster)
    {
        double ideal = cluster.Tracks * cluster.Seconds / cluster.Cores / 3600;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ideal: {ideal:0.00} h on {cluster.Cores} cores of equal speed; {Runs} runs each, seed 1"));
        Console.WriteLine("| shards | tracks a shard | hours, median | hours, 95 % | of the ideal | tracks done twice |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int factor in (int[])[1, 2, 4, 8, 16, 64, 256])
        {
            int shards = Math.Min(cluster.Tracks, cluster.Cores * factor);
            (double Hours, double Again)[] runs = [.. Enumerable.Range(1, Runs).Select(seed => cluster.Run(shards, new Random(seed)))];
            double[] hours = [.. runs.Select(run => run.Hours).Order()];
            double median = hours[hours.Length / 2];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {shards} | {cluster.Tracks / shards} | {median:0.00} | {hours[(int)(0.95 * hours.Length)]:0.00} | {100 * ideal / median:0} % | {100 * runs.Average(run => run.Again) / cluster.Tracks:0.00} % |"));
        }
    }
}

/// <summary>A cluster and its work.</summary>
/// <param name="Tracks">Tracks of the catalogue.</param>
/// <param name="Seconds">CPU seconds of a track.</param>
/// <param name="Cores">Cores.</param>
/// <param name="Start">Seconds before the first track of a shard.</param>
/// <param name="Spread">Standard deviation of the logarithm of the speeds.</param>
/// <param name="Slow">Share of cores that are three times as slow.</param>
/// <param name="Deaths">Deaths of a core in an hour.</param>
/// <param name="Detection">Seconds until a death is noticed.</param>
/// <param name="Resumes">Whether a shard goes on where it was.</param>
internal sealed record Cluster(
    int Tracks, double Seconds, int Cores, double Start, double Spread, double Slow, double Deaths, double Detection, bool Resumes)
{
    private const double Straggling = 3;

    /// <summary>Runs once: whoever is free takes the next shard.</summary>
    /// <returns>The hours until the last shard is done, and the tracks that were done more than once.</returns>
    public (double Hours, double Again) Run(int shards, Random random)
    {
        double[] speeds = [.. Enumerable.Range(0, Cores).Select(_ => Speed(random))];
        // A dead core comes back, as another one, when its death is noticed.
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, Cores).Select(core => (core, 0.0)));
        var queue = new Queue<double>(Enumerable.Repeat((double)Tracks / shards, shards));
        // Shards of the dead, by the time at which they are queued again.
        var lost = new PriorityQueue<double, double>();
        double end = 0, again = 0;
        while (queue.Count > 0 || lost.Count > 0)
        {
            free.TryDequeue(out int core, out double now);
            while (lost.TryPeek(out double returned, out double at) && (at <= now || queue.Count == 0))
            {
                lost.Dequeue();
                queue.Enqueue(returned);
                now = Math.Max(now, at);
            }
            double left = queue.Dequeue(), work = Start + (left * Seconds / speeds[core]);
            double life = Deaths > 0 ? -Math.Log(1 - random.NextDouble()) * 3600 / Deaths : double.PositiveInfinity;
            if (life >= work)
            {
                end = Math.Max(end, now + work);
                free.Enqueue(core, now + work);
                continue;
            }
            double done = Math.Max(0, life - Start) * speeds[core] / Seconds;
            again += Resumes ? Math.Min(1, left) : done;
            lost.Enqueue(Resumes ? left - done : left, now + life + Detection);
            speeds[core] = Speed(random);
            free.Enqueue(core, now + life + Detection);
        }
        return (end / 3600, again);
    }

    private double Speed(Random random)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(Spread * normal) / (random.NextDouble() < Slow ? Straggling : 1);
    }
}
