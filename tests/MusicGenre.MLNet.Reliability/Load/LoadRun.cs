using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace MusicGenre.MLNet.Endurance.Load;

/// <summary>
/// A web service that is sent more songs than it can classify: those that it takes must be answered, the surplus refused with 503, and its
/// memory must not grow. The service is a process of its own; who sends shares the cores with it.
/// </summary>
/// <param name="time">How long it is overloaded.</param>
/// <param name="times">How many times as many songs are sent as it can bear.</param>
internal sealed class LoadRun(TimeSpan time, int times)
{
    private const double SongSeconds = 30;

    // Memory comes to rest while the first fifth is sent.
    private const double WarmShare = 0.2, Flat = 1.25, RecentSeconds = 2;

    private readonly byte[] _song = Song();
    private readonly ConcurrentBag<(HttpStatusCode Status, double Seconds)> _answers = [];
    private int _accepted;

    /// <summary>Gets how many requests were answered with a genre.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Gets how many requests were refused.</summary>
    public int Refused => _answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable);

    /// <summary>Gets how many requests there were.</summary>
    public int Sent => _answers.Count;

    /// <summary>Runs.</summary>
    /// <returns>Whether every request was answered or refused, and memory was flat.</returns>
    public async Task<bool> RunAsync(TextWriter report)
    {
        using Process server = Start();
        using var client = new HttpClient { BaseAddress = new Uri((await server.StandardOutput.ReadLineAsync())!) };
        double capacity = await CapacityAsync(client);
        report.WriteLine(FormattableString.Invariant(
            $"capacity {capacity:0.0} songs of {SongSeconds} s a second, {Environment.ProcessorCount} at once, {LoadServer.MaxQueue} may wait"));
        (long warm, long end) = await OverloadAsync(client, capacity, server);
        server.StandardInput.Close();
        await server.WaitForExitAsync();

        double[] accepted = [.. _answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Seconds).Order()];
        double[] refused = [.. _answers.Where(answer => answer.Status != HttpStatusCode.OK).Select(answer => answer.Seconds).Order()];
        int others = Sent - Accepted - Refused;
        report.WriteLine(FormattableString.Invariant(
            $"{Sent} sent in {time.TotalSeconds:0} s, {times} times the capacity: {Accepted} answered, {Refused} refused with 503, {others} others"));
        report.WriteLine(FormattableString.Invariant(
            $"answered after {At(accepted, 0.5):0.00} s (median), {At(accepted, 0.99):0.00} s (99 %); refused after {At(refused, 0.5):0.000} s, {At(refused, 0.99):0.000} s"));
        report.WriteLine(FormattableString.Invariant($"memory of the service: {warm / 1e6:0} MB after a fifth of the time, {end / 1e6:0} MB at the end"));
        return others == 0 && Accepted > 0 && end <= Flat * warm;
    }

    private static byte[] Song()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("song.wav");
        ToneGenres.Compose("low", SongSeconds, 77).SaveWav(path);
        return File.ReadAllBytes(path);
    }

    private static Process Start() => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "MusicGenre.MLNet.Reliability.dll"), "child", "serve"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];

    // As many at a time as are worked on, and as many that wait: a core is never idle.
    private async Task<double> CapacityAsync(HttpClient client)
    {
        TimeSpan measured = TimeSpan.FromSeconds(Math.Min(5, time.TotalSeconds));
        await SendUntilAsync(client, TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        int answers = await SendUntilAsync(client, measured);
        return answers / clock.Elapsed.TotalSeconds;
    }

    private async Task<int> SendUntilAsync(HttpClient client, TimeSpan end)
    {
        var clock = Stopwatch.StartNew();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(async _ =>
        {
            int count = 0;
            for (; clock.Elapsed < end; count++)
            {
                using HttpResponseMessage response = await client.PostAsync("/classify", new ByteArrayContent(_song));
                response.EnsureSuccessStatusCode();
            }
            return count;
        }));
        return counts.Sum();
    }

    // Sent when it is due, whether or not those before were answered; and always so many times what is answered just then, since other
    // work on the machine may come or end.
    private async Task<(long Warm, long End)> OverloadAsync(HttpClient client, double capacity, Process server)
    {
        long warm = 0;
        double due = 0;
        var sent = new List<Task>();
        var recent = new Queue<(double Time, int Accepted)>();
        var clock = Stopwatch.StartNew();
        for (double before = 0, now; (now = clock.Elapsed.TotalSeconds) < time.TotalSeconds; before = now)
        {
            recent.Enqueue((now, Accepted));
            while (now - recent.Peek().Time > RecentSeconds)
                recent.Dequeue();
            double answered = (Accepted - recent.Peek().Accepted) / RecentSeconds;
            due += (now - before) * times * Math.Max(capacity, answered);
            while (sent.Count < due)
                sent.Add(SendAsync(client));
            if (warm == 0 && now > WarmShare * time.TotalSeconds)
                warm = Memory(server);
            await Task.Delay(10);
        }
        await Task.WhenAll(sent);
        return (warm, Memory(server));
    }

    private async Task SendAsync(HttpClient client)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await client.PostAsync("/classify", new ByteArrayContent(_song));
        if (response.StatusCode == HttpStatusCode.OK)
            Interlocked.Increment(ref _accepted);
        _answers.Add((response.StatusCode, Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private static long Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
