using System.Diagnostics;
using System.Text.Json;
using MusicGenre.MLNet.QueueWorker.Tests.TestSupport;
using QueueWorker.Queue;

namespace MusicGenre.MLNet.QueueWorker.Tests;

/// <summary>Workers and the server die at any moment; no track is lost, none is there twice.</summary>
public sealed class KillTests
{
    private const int Tracks = 5_000, Workers = 4, TracksBetweenKills = 450, ServerDiesAfter = 2_200;

    [Test]
    [CancelAfter(600_000)]
    public async Task Each_of_5000_tracks_has_one_result_though_workers_and_the_server_are_killed(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using NatsServer server = NatsServer.Start(folder);
        // A full queue of 1,000 makes the producer wait most of the time, so that it is there when the server dies, too.
        await using TrackQueue queue = await server.OpenAsync(new QueueSettings { Capacity = 1_000, AckWait = TimeSpan.FromSeconds(2) });
        var random = new Random(20);
        Dictionary<string, string> paths = Enumerable.Range(0, Tracks)
            .ToDictionary(i => $"track-{i}", i => Songs.Paths[i % Songs.Paths.Count]);
        await File.WriteAllLinesAsync(
            folder.Combine("list.txt"), paths.Select(track => $"{track.Key}\t{track.Value}"), cancellationToken);

        long began = Stopwatch.GetTimestamp();
        using QueueProcess producer =
            QueueProcess.Start(folder, "produce", folder.Combine("list.txt"), "--server", server.Address);
        List<QueueProcess> workers = [.. Enumerable.Range(0, Workers).Select(_ => StartWorker())];
        int kills = 0, serverKills = 0;
        QueueStatus status;
        try
        {
            do
            {
                await Task.Delay(100, cancellationToken);
                status = await Outage.RideOutAsync(
                    () => queue.StatusAsync(cancellationToken), TimeSpan.FromMinutes(2), cancellationToken);
                if (status.Results > (kills + 1) * TracksBetweenKills && status.Results < Tracks)
                {
                    kills++;
                    int victim = random.Next(Workers);
                    workers[victim].Kill();
                    workers[victim].Dispose();
                    workers[victim] = StartWorker();
                }
                if (serverKills == 0 && status.Results > ServerDiesAfter)
                {
                    serverKills++;
                    server.KillAndRestart();
                }
                Assert.That(workers.Where(worker => worker.HasExited).SelectMany(worker => worker.Errors), Is.Empty);
            }
            while (status.Results < Tracks || status.Length > 0 || !producer.HasExited);
            TimeSpan time = Stopwatch.GetElapsedTime(began);

            QueueProcess listed = QueueProcess.Run(folder, "results", "--server", server.Address);
            List<JsonElement> results = [.. listed.Output.Select(line => JsonElement.Parse(line))];
            listed.Dispose();
            Dictionary<string, string> genres = Songs.Paths.ToDictionary(path => path, path => Songs.Classifier.Predict(path).Genre);
            await TestContext.Out.WriteLineAsync(FormattableString.Invariant(
                $"{Tracks} tracks, {kills} workers and the server killed: {time.TotalSeconds:0.0} s, ")
                + FormattableString.Invariant($"{Tracks / time.TotalSeconds:0} tracks/s; ")
                + $"{results.Count(result => result.GetProperty("try").GetInt32() > 1)} results are of a second or later try.");
            Assert.Multiple(() =>
            {
                Assert.That(producer.ExitCode(), Is.Zero, string.Join('\n', producer.Errors));
                Assert.That(kills, Is.GreaterThanOrEqualTo(10));
                Assert.That(serverKills, Is.EqualTo(1));
                Assert.That(results.Select(result => result.GetProperty("id").GetString()), Is.EquivalentTo(paths.Keys));
                Assert.That(results.Where(result => Text(result, "path") != paths[Text(result, "id")]), Is.Empty);
                Assert.That(results.Where(result => Text(result, "genre") != genres[Text(result, "path")]), Is.Empty);
                Assert.That(status.Dead, Is.Zero);
            });

            foreach (QueueProcess worker in workers)
                worker.Terminate();
            Assert.That(workers.Select(worker => worker.ExitCode()), Is.All.Zero);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }

        static string Text(JsonElement result, string name) => result.GetProperty(name).GetString()!;

        QueueProcess StartWorker() => QueueProcess.Start(
            folder, "work", "--model", Songs.Model, "--server", server.Address, "--concurrency", "2", "--tries", "20");
    }
}
