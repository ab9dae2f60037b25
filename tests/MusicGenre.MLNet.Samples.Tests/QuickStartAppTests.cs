using System.Text.Json;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Samples.Tests.TestSupport;
using QuickStart;
using QuickStart.DemoMusic;

namespace MusicGenre.MLNet.Samples.Tests;

/// <summary>Whole runs of the sample on a little music: what they write, and their exit codes.</summary>
public sealed class QuickStartAppTests
{
    private readonly TemporaryFolder _folder = new();

    private string Demo => Path.Combine(_folder.Path, "gallery", "demo-music");

    private QuickStartOptions Options => new()
    {
        PicturesDirectory = Path.Combine(_folder.Path, "gallery"),
        CacheDirectory = Path.Combine(_folder.Path, "cache"),
        JsonPath = Path.Combine(_folder.Path, "out", "results.json"),
        DemoMusic = new DemoMusicOptions { TracksPerStyle = 6, Seconds = 3 },
    };

    [OneTimeSetUp]
    public void ComposeOnce() => new DemoMusicLibrary(Options.DemoMusic).Write(Demo);

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void The_demo_trains_shows_saves_classifies_and_draws()
    {
        SampleRun run = SampleRun.Of(Options);
        using JsonDocument json = Results();
        string gallery = Options.PicturesDirectory!;
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
            Assert.That(run.Error, Is.Empty);
            Assert.That(run.Output, Does.Contain("right (top-1)").And.Contain("95 % interval").And.Contain("bossa-nova").And.Contain("held out"));
            Assert.That(run.Output, Does.Not.Contain('\x1b'), "plain text where the output is redirected");
            Assert.That(new FileInfo(Path.Combine(gallery, "genres.zip")), Has.Length.GreaterThan(1000));
            Assert.That(Directory.GetFiles(gallery, "*.png").Select(Path.GetFileNameWithoutExtension),
                Is.EquivalentTo(DemoMusicLibrary.Styles.Select(style => style.Name).Append("confusion-matrix")));
            Assert.That(Directory.GetDirectories(Path.Combine(gallery, "images")), Has.Length.EqualTo(8));
            CheckFigures(json.RootElement, 48);
            Assert.That(json.RootElement.GetProperty("heldOutTracks").GetInt32(), Is.InRange(8, 16));
            Assert.That(json.RootElement.GetProperty("folds").GetArrayLength(), Is.Zero);
            Assert.That(json.RootElement.GetProperty("classified").GetArrayLength(), Is.EqualTo(1));
        });
    }

    [Test]
    public void Cross_validation_scores_every_track_once_and_keeps_a_model_only_if_asked()
    {
        string model = Path.Combine(_folder.Path, "models", "mine.zip");
        SampleRun run = SampleRun.Of(Options with { DataDirectory = Demo, Folds = 3, PicturesDirectory = Path.Combine(_folder.Path, "cv") });
        using JsonDocument json = Results();
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
            CheckFigures(json.RootElement, 48);
            Assert.That(json.RootElement.GetProperty("heldOutTracks").GetInt32(), Is.EqualTo(48));
            Assert.That(json.RootElement.GetProperty("folds").GetArrayLength(), Is.EqualTo(3));
            Assert.That(json.RootElement.GetProperty("model").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(File.Exists(Path.Combine(_folder.Path, "cv", "genres.zip")), Is.False);
        });
        Assert.That(SampleRun.Of(Options with { DataDirectory = Demo, Folds = 3, ModelPath = model }).ExitCode, Is.EqualTo(CommandLine.Success));
        Assert.That(File.Exists(model), Is.True);
    }

    [Test]
    public void The_pretrained_classifier_answers_for_every_track_of_the_folders_genres()
    {
        string data = Path.Combine(_folder.Path, "known-genres");
        foreach (string genre in (string[])["blues", "metal", "reggae"])
        {
            string to = Directory.CreateDirectory(Path.Combine(data, genre)).FullName;
            foreach (string track in Directory.GetFiles(Path.Combine(Demo, genre)))
                File.Copy(track, Path.Combine(to, Path.GetFileName(track)));
        }
        string pictures = Path.Combine(_folder.Path, "pretrained"), model = Path.Combine(_folder.Path, "pretrained.zip");
        string track0 = Path.Combine(data, "metal", "metal-001.wav"), report = Path.Combine(_folder.Path, "pretrained report");

        SampleRun run = SampleRun.Of(Options with
        {
            DataDirectory = data,
            Pretrained = true,
            PicturesDirectory = pictures,
            ModelPath = model,
            Classify = [track0],
            ReportDirectory = report,
            Why = track0,
        });

        using JsonDocument json = Results();
        JsonElement results = json.RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
            Assert.That(run.Output, Does.Contain("pretrained classifier").And.Contain("right (top-1)").And.Contain("among the first two").And.Contain("macro F1"));
            Assert.That(run.Output, Does.Not.Contain("training |"));
            Assert.That(results.GetProperty("heldOutTracks").GetInt32(), Is.EqualTo(18));
            Assert.That(results.GetProperty("genres").EnumerateArray().Select(g => g.GetString()), Is.EqualTo(new[] { "blues", "metal", "reggae" }));
            Assert.That(results.GetProperty("secondsTraining").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(results.GetProperty("top2Interval")[1].GetDouble(), Is.GreaterThanOrEqualTo(results.GetProperty("top2").GetDouble()));
            Assert.That(results.GetProperty("classified")[0].GetProperty("genre").GetString(), Is.Not.Empty);
            Assert.That(File.Exists(Path.Combine(pictures, "confusion-matrix.png")), Is.True);
            Assert.That(File.Exists(model), Is.True);
            Assert.That(File.ReadAllText(Path.Combine(report, "report.html")), Does.Contain("what it learned from is not known here"));
            Assert.That(File.Exists(Path.Combine(pictures, "why.png")), Is.True);
        });
    }

    [Test]
    public async Task The_pretrained_classifier_and_genres_it_does_not_know_are_one_line_and_exit_code_1()
    {
        SampleRun run = await SampleRun.OfAsync("--pretrained", "--data", Demo, "--pictures", _folder.Path);
        CheckFailure(run, "'bossa-nova', 'chiptune'");
        Assert.That(run.Error, Does.Contain("hip hop"));
    }

    [Test]
    public void A_report_is_written_with_calibration_leak_check_and_the_random_split()
    {
        string report = Path.Combine(_folder.Path, "the report");
        SampleRun run = SampleRun.Of(Options with
        {
            DataDirectory = Demo,
            Folds = 3,
            ReportDirectory = report,
            AlsoRandom = true,
            GroupDuplicates = true,
            PicturesDirectory = Path.Combine(_folder.Path, "rp"),
        });
        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(report, "report.json")));
        string page = File.ReadAllText(Path.Combine(report, "report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Contain("calibration error, 15 bins").And.Contain("3 random folds, by file").And.Contain("no artists are known").And.Contain("report.html"));
            Assert.That(Directory.GetFiles(report), Has.Length.EqualTo(9));
            Assert.That(json.RootElement.GetProperty("duplicates").GetProperty("pairs").GetArrayLength(), Is.Zero, "its own music repeats itself, but no track is another");
            Assert.That(json.RootElement.GetProperty("random").GetProperty("top1").GetDouble(), Is.InRange(0.0, 1.0));
            Assert.That(json.RootElement.GetProperty("calibration").GetProperty("temperatures").GetArrayLength(), Is.EqualTo(3));
            Assert.That(page, Does.Contain("data:image/jpeg").And.Contain("<audio").And.Contain("looked for and kept together"));
        });
    }

    [Test]
    public void An_answer_is_explained_when_asked_why()
    {
        string track = Path.Combine(Demo, "techno", "techno-001.wav");
        SampleRun run = SampleRun.Of(Options with { DataDirectory = Demo, Why = track, PicturesDirectory = Path.Combine(_folder.Path, "why") });
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
            Assert.That(run.Output, Does.Contain("nats of log-odds").And.Contain("why.png"));
            Assert.That(new FileInfo(Path.Combine(_folder.Path, "why", "why.png")), Has.Length.GreaterThan(5000));
        });
        SampleRun missing = SampleRun.Of(Options with { DataDirectory = Demo, Why = "no such file.wav", PicturesDirectory = Path.Combine(_folder.Path, "why") });
        CheckFailure(missing, "no such file.wav");
    }

    [Test]
    public void A_file_that_cannot_be_classified_is_told_and_the_others_go_on()
    {
        string text = Path.Combine(_folder.Path, "text.wav");
        File.WriteAllText(text, "this is no sound");
        string track = Path.Combine(Demo, "metal", "metal-001.wav");
        SampleRun run = SampleRun.Of(Options with { DataDirectory = Demo, Classify = [text, track] });
        using JsonDocument json = Results();
        JsonElement classified = json.RootElement.GetProperty("classified");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Failure));
            Assert.That(run.Error.Trim().Split('\n'), Has.Length.EqualTo(1).And.Some.StartsWith(text));
            Assert.That(run.Output, Does.Contain(track));
            Assert.That(classified[0].GetProperty("error").GetString(), Is.Not.Empty);
            Assert.That(classified[1].GetProperty("genre").GetString(), Is.Not.Empty);
        });
    }

    [Test]
    public void Skipped_files_are_listed_with_reasons()
    {
        string data = Path.Combine(_folder.Path, "with-bad-files");
        new DemoMusicLibrary(Options.DemoMusic with { TracksPerStyle = 3 }).Write(data);
        File.WriteAllText(Path.Combine(data, "blues", "notes.wav"), "these are notes");
        File.WriteAllBytes(Path.Combine(data, "techno", "empty.wav"), []);
        SampleRun run = SampleRun.Of(Options with { DataDirectory = data });
        using JsonDocument json = Results();
        JsonElement[] skipped = [.. json.RootElement.GetProperty("skipped").EnumerateArray()];
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success), run.Error);
            Assert.That(run.Output, Does.Contain("2 skipped").And.Contain("notes.wav: ").And.Contain("empty.wav: "));
            Assert.That(skipped, Has.Length.EqualTo(2));
            Assert.That(skipped.Select(file => file.GetProperty("reason").GetString()), Has.None.Empty);
        });
    }

    [Test]
    public async Task A_missing_folder_is_one_line_and_exit_code_1()
    {
        string missing = Path.Combine(_folder.Path, "nowhere");
        SampleRun run = await SampleRun.OfAsync("--data", missing, "--pictures", _folder.Path);
        CheckFailure(run, missing);
    }

    [Test]
    public async Task One_genre_only_is_one_line_and_exit_code_1()
    {
        string data = Path.Combine(_folder.Path, "one-genre");
        string blues = Directory.CreateDirectory(Path.Combine(data, "blues")).FullName;
        foreach (string track in Directory.GetFiles(Path.Combine(Demo, "blues")))
            File.Copy(track, Path.Combine(blues, Path.GetFileName(track)));
        CheckFailure(await SampleRun.OfAsync("--data", data, "--pictures", _folder.Path), "blues");
    }

    [Test]
    public async Task An_unknown_backbone_is_one_line_and_exit_code_1() =>
        CheckFailure(await SampleRun.OfAsync("--data", Demo, "--backbone", "nonsense", "--pictures", _folder.Path), "nonsense");

    [Test]
    public async Task A_result_file_that_cannot_be_written_is_told_before_the_training()
    {
        string file = Path.Combine(_folder.Path, "a-file");
        File.WriteAllText(file, "");
        SampleRun run = await SampleRun.OfAsync("--data", Demo, "--json", Path.Combine(file, "results.json"), "--pictures", _folder.Path);
        CheckFailure(run, "results.json cannot be written");
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task A_usage_error_is_exit_code_2()
    {
        SampleRun run = await SampleRun.OfAsync("--folds", "1");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.UsageError));
            Assert.That(run.Error, Does.Contain("--folds must be at least 2.").And.Contain("--help"));
            Assert.That(run.Output, Is.Empty);
        });
    }

    [Test]
    public async Task Help_names_every_option()
    {
        SampleRun run = await SampleRun.OfAsync("--help");
        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Success));
        foreach (string option in (string[])["--data", "--backbone", "--folds", "--split", "--model", "--classify", "--json", "--pictures", "--seed", "--pretrained", "--report", "--also-random", "--group-duplicates", "--why", "--column-seconds"])
            Assert.That(run.Output, Does.Contain(option));
    }

    [Test]
    public void Cancellation_is_exit_code_130()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        SampleRun run = SampleRun.Of(Options with { DataDirectory = Demo }, source.Token);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Cancelled));
            Assert.That(run.Error.Trim(), Is.EqualTo("Cancelled."));
        });
    }

    private JsonDocument Results() => JsonDocument.Parse(File.ReadAllText(Options.JsonPath!));

    private static void CheckFigures(JsonElement results, int tracks)
    {
        Assert.That(results.GetProperty("tracks").GetInt32(), Is.EqualTo(tracks));
        Assert.That(results.GetProperty("genres").GetArrayLength(), Is.EqualTo(8));
        Assert.That(results.GetProperty("backbone").GetString(), Is.EqualTo(BackboneCatalog.Default));
        Assert.That(results.GetProperty("split").GetString(), Is.Not.Empty);
        Assert.That(results.GetProperty("skipped").GetArrayLength(), Is.Zero);
        foreach (string fraction in (string[])["top1", "top2", "macroF1"])
            Assert.That(results.GetProperty(fraction).GetDouble(), Is.InRange(0.0, 1.0), fraction);
        Assert.That(results.GetProperty("top1").GetDouble(), Is.GreaterThan(0.3), "far better than guessing, 0.125");
        Assert.That(results.GetProperty("top2").GetDouble(), Is.GreaterThanOrEqualTo(results.GetProperty("top1").GetDouble()));
        foreach (string positive in (string[])["logLoss", "secondsEmbedding", "secondsTraining", "secondsTotal"])
            Assert.That(results.GetProperty(positive).GetDouble(), Is.Positive, positive);
    }

    private static void CheckFailure(SampleRun run, string part) => Assert.Multiple(() =>
    {
        Assert.That(run.ExitCode, Is.EqualTo(CommandLine.Failure));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), run.Error);
        Assert.That(run.Error, Does.Contain(part));
        Assert.That(run.Error, Does.Not.Contain("   at "));
    });
}
