namespace MusicGenre.MLNet.Worker.Tests;

/// <summary>The worker is killed again and again while it works through a library.</summary>
[NonParallelizable]
public sealed class KillTests
{
    private const int Tracks = 600, Kills = 20;

    [Test]
    public void After_twenty_kills_the_database_holds_every_file_once()
    {
        using var folder = new TemporaryFolder();
        string music = Directory.CreateDirectory(folder.Combine("music")).FullName, database = folder.Combine("tracks.db");
        for (int i = 0; i < Tracks; i++)
            ToneGenres.Compose(ToneGenres.Names[i % 3], 1, i).SaveWav(Path.Combine(music, $"{i:0000}.wav"));

        var random = new Random(1);
        for (int kill = 0; kill < Kills; kill++)
        {
            using var worker = new WorkerProcess(music, database);
            // Some tracks further, and then at any moment of the work on the next ones; one kill in five before there is a first one.
            int goal = kill % 5 == 4 ? 0 : Count(database) + random.Next(1, 12);
            if (goal > 0)
                worker.Until(() => Count(database) >= goal, $"{goal} rows");
            Thread.Sleep(random.Next(kill % 5 == 4 ? 600 : 30));
            worker.Kill();
        }
        int left = Tracks - Count(database);
        Assert.That(left, Is.Positive, "All was done before the last kill.");
        using (var worker = new WorkerProcess(music, database))
        {
            worker.Until(() => Count(database) == Tracks, "all rows");
            Assert.That(worker.Stop(), Is.Zero, worker.Printed);
        }

        Assert.Multiple(() =>
        {
            Assert.That(WorkerProcess.Query(database, "SELECT path FROM tracks ORDER BY path"), Is.EqualTo(
                Directory.GetFiles(music).Order(StringComparer.Ordinal)));
            Assert.That(WorkerProcess.Query(database, "SELECT DISTINCT state FROM tracks"), Is.EqualTo(new[] { "done" }));
            Assert.That(WorkerProcess.Query(database, "SELECT count(*) FROM probabilities"), Is.EqualTo(new[] { $"{2 * Tracks}" }));
            Assert.That(WorkerProcess.Query(database, "PRAGMA integrity_check"), Is.EqualTo(new[] { "ok" }));
            Assert.That(WorkerProcess.Query(database, "PRAGMA foreign_key_check"), Is.Empty);
        });
        TestContext.Out.WriteLine($"{Kills} kills, {left} of {Tracks} tracks were left for the last start");
    }

    private static int Count(string database)
        => int.Parse(WorkerProcess.Query(database, "SELECT count(*) FROM tracks").FirstOrDefault() ?? "0");
}
