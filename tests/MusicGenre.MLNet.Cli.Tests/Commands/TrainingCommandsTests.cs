using System.Text.Json;
using DemoMusic;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Commands;

/// <summary>Whole runs of the commands that train and measure, on a little music: what they write, and their exit codes.</summary>
[NonParallelizable]
public sealed class TrainingCommandsTests
{
    private static readonly DemoMusicOptions Short = new() { TracksPerStyle = 6, Seconds = 3 };

    private readonly TemporaryFolder _folder = new();

    private string Demo => Path.Combine(_folder.Path, "demo-music");

    private string[] Cached => ["--cache", Path.Combine(_folder.Path, "cache")];

    [OneTimeSetUp]
    public void ComposeOnce() => new DemoMusicLibrary(Short).Write(Demo);

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Train_shows_figures_and_saves_a_model_that_classifies()
    {
        string model = Path.Combine(_folder.Path, "models", "mine.zip"), json = Path.Combine(_folder.Path, "out", "train.json");
        ToolRun run = await ToolRun.OfAsync(["train", Demo, "-o", model, "--json", json, .. Cached]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
            Assert.That(run.Error, Is.Empty);
            Assert.That(
                run.Output, Does.Contain("right (top-1)").And.Contain("95 % interval").And.Contain("bossa-nova").And.Contain("Confusion"));
            Assert.That(run.Output, Does.Not.Contain('\x1b').And.Not.Contain("Done in"), "results only, as plain text");
            Assert.That(run.Status, Does.Contain("Training on").And.Contain("Model saved to"));
            Assert.That(new FileInfo(model), Has.Length.GreaterThan(1000));
        });
        using JsonDocument results = Read(json);
        CheckFigures(results.RootElement, 48);
        Assert.That(results.RootElement.GetProperty("heldOutTracks").GetInt32(), Is.InRange(8, 16));
        Assert.That(results.RootElement.GetProperty("folds").GetArrayLength(), Is.Zero);
        Assert.That(results.RootElement.GetProperty("model").GetString(), Is.EqualTo(model));

        string track = Path.Combine(Demo, "metal", "metal-001.wav");
        Assert.That((await ToolRun.OfAsync("classify", track, "--model", model)).Output, Does.StartWith($"{track}: metal"));
        ToolRun measured = await ToolRun.OfAsync(["evaluate", model, Demo, .. Cached]);
        Assert.That(measured.Output, Does.Contain("Results of").And.Contain("48 of 48, 8 genres"), measured.Error);
    }

    [Test]
    public async Task Cross_validation_scores_every_track_once_and_saves_no_model()
    {
        string json = Path.Combine(_folder.Path, "out", "folds.json");
        ToolRun run = await ToolRun.OfAsync(["crossvalidate", Demo, "--folds", "3", "--json", json, .. Cached]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        using JsonDocument results = Read(json);
        CheckFigures(results.RootElement, 48);
        Assert.That(results.RootElement.GetProperty("heldOutTracks").GetInt32(), Is.EqualTo(48));
        Assert.That(results.RootElement.GetProperty("folds").GetArrayLength(), Is.EqualTo(3));
        Assert.That(results.RootElement.GetProperty("model").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task The_pretrained_classifier_answers_for_every_track_of_the_folders_genres()
    {
        string data = Path.Combine(_folder.Path, "known-genres"), model = Path.Combine(_folder.Path, "pretrained.zip");
        foreach (string genre in (string[])["blues", "metal", "reggae"])
            Copy(genre, data);
        string json = Path.Combine(_folder.Path, "pretrained.json"), report = Path.Combine(_folder.Path, "pretrained report");

        ToolRun run = await ToolRun.OfAsync(["report", "--pretrained", data, "-o", report, "--json", json, "--save", model, .. Cached]);

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        using JsonDocument document = Read(json);
        JsonElement results = document.RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(
                run.Output,
                Does.Contain("pretrained classifier").And.Contain("right (top-1)").And.Contain("among the first two")
                    .And.Contain("macro F1"));
            Assert.That(run.Output, Does.Not.Contain("training |"));
            Assert.That(results.GetProperty("heldOutTracks").GetInt32(), Is.EqualTo(18));
            Assert.That(
                results.GetProperty("genres").EnumerateArray().Select(g => g.GetString()),
                Is.EqualTo(new[] { "blues", "metal", "reggae" }));
            Assert.That(results.GetProperty("secondsTraining").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(
                results.GetProperty("top2Interval")[1].GetDouble(), Is.GreaterThanOrEqualTo(results.GetProperty("top2").GetDouble()));
            Assert.That(File.Exists(Path.Combine(report, "confusion-matrix.png")), Is.True);
            Assert.That(File.Exists(model), Is.True);
            Assert.That(File.ReadAllText(Path.Combine(report, "report.html")), Does.Contain("what it learned from is not known here"));
        });
    }

    [Test]
    public async Task The_pretrained_classifier_and_genres_it_does_not_know_are_one_line_and_exit_code_1()
    {
        ToolRun run = await ToolRun.OfAsync("evaluate", "--pretrained", Demo);
        run.AssertFailed("'bossa-nova', 'chiptune'");
        Assert.That(run.Error, Does.Contain("hip hop"));
    }

    [Test]
    public async Task A_report_is_written_with_calibration_leak_check_and_the_random_split()
    {
        string report = Path.Combine(_folder.Path, "the report");
        ToolRun run = await ToolRun.OfAsync(
            ["crossvalidate", Demo, "--folds", "3", "--report", report, "--also-random", "--group-duplicates", .. Cached]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        using JsonDocument json = Read(Path.Combine(report, "report.json"));
        string page = File.ReadAllText(Path.Combine(report, "report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(
                run.Output,
                Does.Contain("calibration error, 15 bins").And.Contain("3 random folds, by file").And.Contain("no artists are known"));
            Assert.That(run.Status, Does.Contain("report.html"));
            Assert.That(
                Directory.GetFiles(report).Select(Path.GetFileName),
                Is.EquivalentTo((string[])["report.html", "report.json", "answers.csv", "genres.csv", "confusion.csv", "model-card.md",
                    "confusion-matrix.png", "genres.png"]),
                "no reliability diagram of so few tracks");
            Assert.That(
                json.RootElement.GetProperty("duplicates").GetProperty("pairs").GetArrayLength(),
                Is.Zero,
                "its own music repeats itself, but no track is another");
            Assert.That(json.RootElement.GetProperty("random").GetProperty("top1").GetDouble(), Is.InRange(0.0, 1.0));
            Assert.That(json.RootElement.GetProperty("calibration").GetProperty("temperatures").GetArrayLength(), Is.EqualTo(3));
            Assert.That(page, Does.Contain("data:image/jpeg").And.Contain("<audio").And.Contain("looked for and kept together"));
        });
    }

    [Test]
    public async Task Skipped_files_are_listed_with_reasons()
    {
        string data = Path.Combine(_folder.Path, "with-bad-files"), json = Path.Combine(_folder.Path, "skipped.json");
        new DemoMusicLibrary(Short with { TracksPerStyle = 3 }).Write(data);
        File.WriteAllText(Path.Combine(data, "blues", "notes.wav"), "these are notes");
        File.WriteAllBytes(Path.Combine(data, "techno", "empty.wav"), []);
        ToolRun run = await ToolRun.OfAsync(["train", data, "-o", Path.Combine(_folder.Path, "skipped.zip"), "--json", json, .. Cached]);
        using JsonDocument document = Read(json);
        JsonElement[] skipped = [.. document.RootElement.GetProperty("skipped").EnumerateArray()];
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
            Assert.That(run.Output, Does.Contain("2 skipped").And.Contain("notes.wav: ").And.Contain("empty.wav: "));
            Assert.That(skipped, Has.Length.EqualTo(2));
            Assert.That(skipped.Select(file => file.GetProperty("reason").GetString()), Has.None.Empty);
        });
    }

    [Test]
    public async Task Near_identical_recordings_are_found()
    {
        string data = Path.Combine(_folder.Path, "copies"), csv = Path.Combine(_folder.Path, "pairs.csv");
        new DemoMusicLibrary(new DemoMusicOptions { TracksPerStyle = 1, Seconds = 12 }).Write(data);
        File.Copy(Path.Combine(data, "blues", "blues-001.wav"), Path.Combine(data, "metal", "the same.wav"));
        ToolRun run = await ToolRun.OfAsync(["duplicates", data, "--csv", csv, .. Cached]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(
            run.Output,
            Does.Contain("1 pair of near-identical recordings among 9 files").And.Contain("blues/blues-001.wav = metal/the same.wav"));
        Assert.That(File.ReadLines(csv).Last(), Does.StartWith("blues/blues-001.wav,metal/the same.wav,blues,metal,1,0"));
    }

    [Test]
    public async Task A_missing_folder_is_one_line_and_exit_code_1()
    {
        string missing = Path.Combine(_folder.Path, "nowhere");
        (await ToolRun.OfAsync("crossvalidate", missing)).AssertFailed(missing);
    }

    [Test]
    public async Task One_genre_only_is_one_line_and_exit_code_1()
    {
        string data = Path.Combine(_folder.Path, "one-genre");
        Copy("blues", data);
        (await ToolRun.OfAsync("crossvalidate", data)).AssertFailed("blues");
    }

    [Test]
    public async Task An_unknown_backbone_is_one_line_and_exit_code_1()
        => (await ToolRun.OfAsync("crossvalidate", Demo, "--backbone", "nonsense")).AssertFailed("nonsense");

    [Test]
    public async Task A_result_file_that_cannot_be_written_is_told_before_the_training()
    {
        string file = Path.Combine(_folder.Path, "a-file");
        File.WriteAllText(file, "");
        ToolRun run = await ToolRun.OfAsync("crossvalidate", Demo, "--json", Path.Combine(file, "results.json"));
        run.AssertFailed("results.json cannot be written");
        Assert.That(run.Output + run.Status, Is.Empty);
    }

    [TestCase("crossvalidate")]
    [TestCase("compare", "--models", "mel-statistics")]
    public async Task Cancellation_is_exit_code_130(string command, params string[] options)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        ToolRun run = await ToolRun.OfAsync([command, Demo, .. options], source.Token);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Cancelled));
        Assert.That(run.Error.Trim(), Is.EqualTo("Cancelled."));
    }

    [Test]
    public async Task A_network_is_trained_where_the_add_on_is()
    {
        string data = Path.Combine(_folder.Path, "two-genres"), model = Path.Combine(_folder.Path, "network.zip");
        Copy("blues", data);
        Copy("techno", data);
        ToolRun run = await ToolRun.WithTorchAsync(["train", data, "-o", model, "--network", "efficientat-mn04:tail"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain("not 'tail'"));
        run = await ToolRun.WithTorchAsync(["train", data, "-o", model, "--network", "mobile:head", .. Cached]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(run.Status, Does.Contain("with the network mobile:head"));
        Assert.That(File.Exists(model), Is.True);
    }

    private void Copy(string genre, string data)
    {
        string to = Directory.CreateDirectory(Path.Combine(data, genre)).FullName;
        foreach (string track in Directory.GetFiles(Path.Combine(Demo, genre)))
            File.Copy(track, Path.Combine(to, Path.GetFileName(track)));
    }

    private static JsonDocument Read(string path) => JsonDocument.Parse(File.ReadAllText(path));

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
}
