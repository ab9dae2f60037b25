namespace MusicGenre.MLNet.Worker.Tests;

/// <summary>What the worker does with files that come, change, go, or cannot be used.</summary>
[Platform(Exclude = "Win", Reason = "Windows has no SIGTERM.")]
public sealed class WorkerTests
{
    private TemporaryFolder _folder = null!;
    private string _music = "", _database = "";

    [SetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        _music = Directory.CreateDirectory(_folder.Combine("music")).FullName;
        _database = _folder.Combine("tracks.db");
    }

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void Files_that_come_change_and_go_have_the_row_of_what_they_are()
    {
        string first = Write("first.wav", 1), second = Path.Combine(_music, "album", "second.wav");
        using var worker = new WorkerProcess(_music, _database);
        worker.Until(() => Paths().SequenceEqual([first]), "one row");
        Directory.CreateDirectory(Path.GetDirectoryName(second)!);
        ToneGenres.Compose("high", 1, 2).SaveWav(second);
        File.WriteAllText(Path.Combine(_music, "cover.txt"), "no track");
        worker.Until(() => Paths().SequenceEqual([second, first]), "two rows");
        string before = Column("classified", first);

        ToneGenres.Compose("low", 2, 3).SaveWav(first);
        worker.Until(() => Column("classified", first) != before && Column("bytes", first) == $"{new FileInfo(first).Length}", "a new row");
        File.Move(second, Path.Combine(_music, "moved.wav"));
        worker.Until(() => Paths().SequenceEqual([first, Path.Combine(_music, "moved.wav")]), "the moved file");

        Assert.That(Column("state", first), Is.EqualTo("done"));
        Assert.That(Column("attempts", first), Is.EqualTo("1"));
        Assert.That(Column("genre", first), Is.EqualTo("jazz").Or.EqualTo("techno"));
        Assert.That(Column("model", first), Does.StartWith("ready 0."));
        Assert.That(WorkerProcess.Query(_database, "SELECT count(*) FROM probabilities"), Is.EqualTo(new[] { "4" }));
        Assert.That(worker.Stop(), Is.Zero, worker.Printed);
    }

    [Test]
    public void A_damaged_file_is_remembered_and_tried_again_only_when_it_has_changed()
    {
        string damaged = Path.Combine(_music, "damaged.wav"), good = Write("good.wav", 4);
        File.WriteAllText(damaged, "no sound");
        using (var worker = new WorkerProcess(_music, _database))
        {
            worker.Until(() => Paths().Count == 2, "two rows");
            Assert.That(worker.Stop(), Is.Zero, worker.Printed);
        }
        string before = Column("classified", damaged);
        Assert.That(Column("state", damaged), Is.EqualTo("failed"));
        Assert.That(Column("error", damaged), Does.Contain(damaged));

        // Another run sees it, and a file that comes later is classified without it.
        using (var worker = new WorkerProcess(_music, _database))
        {
            string later = Write("later.wav", 5);
            worker.Until(() => Paths().Contains(later), "the later file");
            Assert.That(Column("classified", damaged), Is.EqualTo(before));
            Assert.That(Column("attempts", good), Is.EqualTo("1"));
            ToneGenres.Compose("low", 1, 6).SaveWav(damaged);
            worker.Until(() => Column("state", damaged) == "done", "mended");
        }
    }

    [Test]
    public void An_error_that_may_pass_is_tried_again_until_it_has()
    {
        string flac = Path.Combine(_music, "song.flac"), program = _folder.Combine("ffmpeg");
        ToneGenres.Compose("low", 1, 7).SaveWav(_folder.Combine("song.wav"));
        ExternalProgram.Succeed(_folder.Path, "ffmpeg", "-v", "error", "-i", "song.wav", flac);
        string? before = Environment.GetEnvironmentVariable("MUSICGENRE_FFMPEG");
        Environment.SetEnvironmentVariable("MUSICGENRE_FFMPEG", program);
        try
        {
            using var worker = new WorkerProcess(_music, _database, "--Worker:FirstRetry=00:00:00.3");
            worker.Until(() => Column("state", flac) == "retry" && int.Parse(Column("attempts", flac)) >= 2, "a second try");
            Assert.That(Column("error", flac), Does.Contain("ffmpeg"));
            File.WriteAllText(program, "#!/bin/sh\nexec ffmpeg \"$@\"\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            worker.Until(() => Column("state", flac) == "done", "classified");
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUSICGENRE_FFMPEG", before);
        }
    }

    [Test]
    public void An_error_that_does_not_pass_is_given_up()
    {
        string flac = Path.Combine(_music, "song.flac");
        File.WriteAllBytes(flac, "fLaC"u8.ToArray().Concat(new byte[500]).ToArray());
        string? before = Environment.GetEnvironmentVariable("MUSICGENRE_FFMPEG");
        Environment.SetEnvironmentVariable("MUSICGENRE_FFMPEG", _folder.Combine("missing"));
        try
        {
            using var worker = new WorkerProcess(_music, _database, "--Worker:FirstRetry=00:00:00.1", "--Worker:MaxAttempts=3");
            worker.Until(() => Column("state", flac) == "failed", "given up");
            Assert.That(Column("attempts", flac), Is.EqualTo("3"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUSICGENRE_FFMPEG", before);
        }
    }

    [Test]
    public void Wrong_settings_are_told_before_anything_starts()
    {
        using var worker = new WorkerProcess(_folder.Combine("missing"), _database, "--Worker:Concurrency=0");
        Assert.That(worker.Wait(), Is.EqualTo(2));
        Assert.That(worker.Printed, Does.Contain(_folder.Combine("missing")).And.Contain("Concurrency"));
        Assert.That(worker.Printed, Does.Not.Contain("   at "));
    }

    [Test]
    public void A_database_that_is_none_is_told()
    {
        File.WriteAllText(_database, "This is no database. " + new string('x', 5_000));
        using var worker = new WorkerProcess(_music, _database);
        Assert.That(worker.Wait(), Is.EqualTo(2));
        Assert.That(worker.Printed, Does.Contain(_database).And.Contain("--database"));
    }

    private string Write(string name, int seed)
    {
        string path = Path.Combine(_music, name);
        ToneGenres.Compose("low", 1, seed).SaveWav(path);
        return path;
    }

    private IReadOnlyList<string> Paths() => WorkerProcess.Query(_database, "SELECT path FROM tracks ORDER BY path");

    private string Column(string column, string path)
        => WorkerProcess.Query(_database, $"SELECT {column} FROM tracks WHERE path = '{path}'").FirstOrDefault() ?? "";
}
