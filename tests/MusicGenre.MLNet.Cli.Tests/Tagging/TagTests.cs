using MusicGenre.MLNet.Cli.Tagging;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Tagging;

/// <summary><c>tag</c> through its process, on files of every kind with pictures and odd tags in them.</summary>
[NonParallelizable]
public sealed class TagTests
{
    private static readonly string[] Names =
    [
        "old.mp3", "new.mp3", "bare.mp3", "a.flac", "a.ogg", "a.opus", "end.m4a", "start.m4a", "a.wav", "bare.wav", "a.aiff", "a.wma",
            "a.wv",
    ];

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Encode()
    {
        _folder = new TemporaryFolder();
        string music = ThreeGenres.Write(_folder.Combine("source"), tracks: 1, seconds: 3);
        string wav = Path.Combine(music, "metal", "metal-001.wav");
        Directory.CreateDirectory(_folder.Combine("original"));
        Ffmpeg("-f", "lavfi", "-i", "testsrc=s=200x200", "-frames:v", "1", "art.jpg");
        string[] sound = ["-i", wav], picture = [.. sound, "-i", "art.jpg", "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v",
            "attached_pic"];
        string[] tags = ["-metadata", "title=Tüst", "-metadata", "artist=Somebody", "-metadata", "odd=value", "-metadata",
            "date=1999-05-01"];
        Ffmpeg([.. picture, "-id3v2_version", "3", "-write_id3v1", "1", .. tags, "original/old.mp3"]);
        Ffmpeg([.. picture, "-id3v2_version", "4", .. tags, "original/new.mp3"]);
        Ffmpeg([.. sound, "-map_metadata", "-1", "-id3v2_version", "0", "original/bare.mp3"]);
        Ffmpeg([.. picture, .. tags, "original/a.flac"]);
        Ffmpeg([.. sound, "-c:a", "libvorbis", .. tags, "original/a.ogg"]);
        Ffmpeg([.. sound, "-c:a", "libopus", .. tags, "original/a.opus"]);
        Ffmpeg([.. picture, "-c:a", "aac", .. tags, "original/end.m4a"]);
        Ffmpeg([.. sound, "-c:a", "aac", "-movflags", "+faststart", .. tags, "original/start.m4a"]);
        Ffmpeg([.. sound, .. tags, "original/a.wav"]);
        File.Copy(wav, _folder.Combine("original", "bare.wav"));
        Ffmpeg([.. sound, "-write_id3v2", "1", .. tags, "original/a.aiff"]);
        Ffmpeg([.. sound, .. tags, "original/a.wma"]);
        Ffmpeg([.. sound, "-c:a", "wavpack", .. tags, "original/a.wv"]);
        foreach (string name in Names)
            File.SetLastWriteTimeUtc(_folder.Combine("original", name), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [SetUp]
    public void CopyFiles()
    {
        Directory.CreateDirectory(_folder.Combine("music"));
        foreach (string name in Names)
        {
            File.Copy(Original(name), Music(name));
            File.SetLastWriteTimeUtc(Music(name), File.GetLastWriteTimeUtc(Original(name)));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Music(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }
    }

    [TearDown]
    public void RemoveFiles()
    {
        Directory.Delete(_folder.Combine("music"), recursive: true);
        File.Delete(_folder.Combine("undo.jsonl"));
    }

    [Test]
    public void Genres_are_written_the_audio_stays_and_undo_brings_every_byte_back()
    {
        ExternalProgram run = Tag("music", "--write", "--top", "2", "--genres", "metal,jazz,pop", "--log", "undo.jsonl");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain($"{Names.Length} files written").And.Contain("tag --undo"));
        foreach (string name in Names)
        {
            IReadOnlyList<string> genres = FileTags.Read(Music(name));
            Assert.That(genres, Has.Count.EqualTo(2).And.SubsetOf((string[])["metal", "jazz", "pop"]), name);
            Assert.That(File.ReadAllBytes(Music(name)), Is.Not.EqualTo(File.ReadAllBytes(Original(name))), name);
            Assert.That(Decoded(Music(name)), Is.EqualTo(Decoded(Original(name))), name);
            Assert.That(Probe(name, "music"), Is.SupersetOf(Probe(name, "original")), $"{name}: other tags, pictures");
            Assert.That(File.GetLastWriteTimeUtc(Music(name)), Is.EqualTo(File.GetLastWriteTimeUtc(Original(name))), name);
            if (!OperatingSystem.IsWindows())
                Assert.That(
                    File.GetUnixFileMode(Music(name)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead));
        }
        Assert.That(new FileInfo(_folder.Combine("undo.jsonl")), Has.Length.LessThan(40_000), "the log keeps what was changed only");

        run = Tag("--undo", "undo.jsonl");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        foreach (string name in Names)
        {
            Assert.That(File.ReadAllBytes(Music(name)), Is.EqualTo(File.ReadAllBytes(Original(name))), name);
            Assert.That(File.GetLastWriteTimeUtc(Music(name)), Is.EqualTo(File.GetLastWriteTimeUtc(Original(name))), name);
        }
        Assert.That(Directory.GetFileSystemEntries(_folder.Combine("music")), Has.Length.EqualTo(Names.Length), "nothing else is left");
        run = Tag("--undo", "undo.jsonl");
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.All.EndsWith("is as it was"));
    }

    [Test]
    public void Without_write_nothing_is_changed()
    {
        ExternalProgram run = Tag("music");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(Names.Length).And.All.Contain(": would write "));
        Assert.That(run.Error, Does.Contain("Nothing was changed"));
        foreach (string name in Names)
            Assert.That(File.ReadAllBytes(Music(name)), Is.EqualTo(File.ReadAllBytes(Original(name))), name);
    }

    [Test]
    public void Genres_that_are_there_stay_unless_they_are_to_be_replaced()
    {
        FileTags.Write(Music("a.flac"), ["Krautrock"]);
        byte[] tagged = File.ReadAllBytes(Music("a.flac"));
        ExternalProgram run = Tag("music/a.flac", "--write", "--log", "undo.jsonl");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.EqualTo("music/a.flac: keeps Krautrock\n"));
        Assert.That(File.ReadAllBytes(Music("a.flac")), Is.EqualTo(tagged));

        run = Tag("music/a.flac", "--write", "--replace", "--log", "undo.jsonl");
        Assert.That(run.Output, Does.Contain("in place of Krautrock"));
        Assert.That(FileTags.Read(Music("a.flac")), Has.Count.EqualTo(1).And.None.EqualTo("Krautrock"));
        run = Tag("--undo", "undo.jsonl");
        Assert.That(run.Output, Does.Contain("Krautrock again"));
        Assert.That(File.ReadAllBytes(Music("a.flac")), Is.EqualTo(tagged));
    }

    [Test]
    public void Unsure_answers_are_not_written_and_bad_files_are_named()
    {
        File.WriteAllText(Music("text.mp3"), "this is no sound");
        ExternalProgram run = Tag("music/a.ogg", "music/text.mp3", "--write", "--min-confidence", "1", "--log", "undo.jsonl");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
        Assert.That(run.Output, Does.StartWith("music/a.ogg: unknown, at best "));
        Assert.That(run.Error, Does.Contain("music/text.mp3: "));
        Assert.That(File.ReadAllBytes(Music("a.ogg")), Is.EqualTo(File.ReadAllBytes(Original("a.ogg"))));
        Assert.That(File.Exists(_folder.Combine("undo.jsonl")), Is.False, "nothing was written, so there is nothing to undo");
    }

    [Test]
    public void The_files_of_a_folder_get_the_same_genre()
    {
        ExternalProgram run = Tag("music", "--per-album", "--write", "--map", Mine(), "--log", "undo.jsonl");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Names.Select(name => string.Join(',', FileTags.Read(Music(name)))).Distinct(), Is.EqualTo((string[])["My genre"]));
    }

    [Test]
    public void A_file_that_was_changed_since_is_not_undone()
    {
        Tag("music/a.ogg", "music/a.flac", "--write", "--log", "undo.jsonl");
        FileTags.Write(Music("a.flac"), ["Krautrock"]);
        ExternalProgram run = Tag("--undo", "undo.jsonl");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
        Assert.That(run.Error, Does.Contain("a.flac: The file was changed since"));
        Assert.That(FileTags.Read(Music("a.flac")), Is.EqualTo((string[])["Krautrock"]));
        Assert.That(File.ReadAllBytes(Music("a.ogg")), Is.EqualTo(File.ReadAllBytes(Original("a.ogg"))));
    }

    [Test]
    public void A_log_is_never_overwritten()
    {
        Tag("music/a.ogg", "--write", "--log", "undo.jsonl");
        byte[] log = File.ReadAllBytes(_folder.Combine("undo.jsonl"));
        ExternalProgram run = Tag("music/a.flac", "--write", "--log", "undo.jsonl");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(File.ReadAllBytes(_folder.Combine("undo.jsonl")), Is.EqualTo(log));
    }

    [TestCase("--undo LOG stands alone", "music", "--undo", "undo.jsonl")]
    [TestCase("--log goes with --write only", "music", "--log", "x.jsonl")]
    [TestCase("Name files or folders")]
    public void A_wrong_command_line_is_named(string part, params string[] arguments)
    {
        ExternalProgram run = Tag(arguments);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain(part));
    }

    private string Mine()
    {
        File.WriteAllText(_folder.Combine("map.txt"), "* = My genre");
        return "map.txt";
    }

    private string Music(string name) => _folder.Combine("music", name);

    private string Original(string name) => _folder.Combine("original", name);

    private ExternalProgram Tag(params string[] arguments) => ToolProcess.Run(
        // What the tests play is like no music that the classifier knows.
        _folder.Path, ["tag", .. arguments, .. arguments.Any(word => word is "--undo" or "--min-confidence") ? [] : (string[])["--min-confidence", "0"]]);

    private void Ffmpeg(params string[] arguments) => ExternalProgram.Succeed(_folder.Path, ["ffmpeg", "-v", "error", .. arguments]);

    private string Decoded(string path)
        => ExternalProgram.Succeed(_folder.Path, "ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-f", "md5", "-");

    // Titles, artists, dates, odd tags, and the pictures' sizes. In Vorbis comments capitals in names do not matter.
    private string[] Probe(string name, string folder) =>
    [
        .. ExternalProgram.Succeed(
            _folder.Path, "ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags:stream=codec_type,width", "-of", "flat",
            Path.Combine(folder, name)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("genre", StringComparison.OrdinalIgnoreCase)).Select(line => line.ToLowerInvariant()),
    ];
}
