using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Cli.Augmenting;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Tests.TestSupport;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Cli.Tests.Commands;

/// <summary>The gallery, the copies on disk and the ablation, on a little sound.</summary>
[NonParallelizable]
public sealed class AugmentCommandTests
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "tones");

    [OneTimeSetUp]
    public void ComposeOnce() => ThreeGenres.Write(Data);

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task The_gallery_is_one_picture_of_two_files_or_of_a_folder()
    {
        string metal = Path.Combine(Data, "metal", "metal-001.wav"), ambient = Path.Combine(Data, "ambient", "ambient-001.wav");
        foreach (string[] clips in (string[][])[[metal, ambient], [Data]])
        {
            string path = Path.Combine(_folder.Path, "pictures", $"gallery{clips.Length}.png");
            ToolRun run = await ToolRun.OfAsync(["augment", "gallery", .. clips, "-o", path]);
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
            Assert.That(run.Status, Does.Contain(path).And.Contain(clips.Length == 2 ? "metal-001.wav" : "techno-006.wav"));
            SpectrogramImage picture = SpectrogramImage.Load(path);
            Assert.That((picture.Width, picture.Height), Is.EqualTo((2420, 1520)));
            Assert.That(picture.Pixels.Distinct().Count(), Is.GreaterThan(100));
        }
    }

    [Test]
    public async Task An_ablation_compares_nothing_each_step_and_all_and_goes_on_from_the_cache()
    {
        string plan = Path.Combine(_folder.Path, "plan.json"), cache = Path.Combine(_folder.Path, "cache");
        string markdown = Path.Combine(_folder.Path, "out", "table.md");
        File.WriteAllText(plan, new AugmentationPlan { Copies = 1, Steps = [new NoiseStep(), new TiltStep()] }.ToJson());
        string[] arguments =
        [
            "augment", "ablation", Data, "--plan", plan, "--folds", "2", "--repeats", "2", "--quick", "--backbone", "mel-statistics",
            "--markdown", markdown, "--cache", cache,
        ];
        ToolRun run = await ToolRun.OfAsync(arguments);
        string table = File.ReadAllText(markdown);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
            Assert.That(run.Status, Does.Contain("4 conditions × 2 repeats").And.Contain("noise 2/2: top-1"));
            Assert.That(run.Output, Does.Contain("verdict"));
            Assert.That(
                table.Split('\n').Skip(2).Take(4).Select(line => line.Split('|')[1].Trim()),
                Is.EqualTo(new[] { "none", "noise", "tilt", "all" }));
            Assert.That(
                table,
                Does.Contain("18 tracks, 2 stratified folds").And.Contain("2 repeats, three weights").And.Contain("top-1: no effect"));
        });
        int entries = Directory.GetFiles(cache, "*.emb", SearchOption.AllDirectories).Length;
        await ToolRun.OfAsync(arguments);
        Assert.That(File.ReadAllText(markdown), Is.EqualTo(table));
        Assert.That(Directory.GetFiles(cache, "*.emb", SearchOption.AllDirectories), Has.Length.EqualTo(entries));
    }

    [Test]
    public async Task Copies_of_the_training_part_are_written_and_what_cannot_be_read_is_named()
    {
        string target = Path.Combine(_folder.Path, "augmented"), data = Path.Combine(_folder.Path, "some bad");
        ThreeGenres.Write(data);
        // Of nine files of this genre two are held out, so one of these at least is in the training part.
        for (int i = 0; i < 3; i++)
            File.WriteAllText(Path.Combine(data, "ambient", $"bad{i}.wav"), $"this is no sound {i}");
        ToolRun run = await ToolRun.OfAsync("augment", "write", data, "-o", target, "--copies", "1");
        int skipped = run.Status.Split("Skipped ambient/bad").Length - 1;
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
            Assert.That(run.Status, Does.Contain("the 17 training files").And.Contain("none of the 4 others"));
            Assert.That(skipped, Is.InRange(1, 3));
            Assert.That(Directory.GetFiles(target, "*.aug1.png", SearchOption.AllDirectories), Has.Length.EqualTo(17 - skipped));
        });
    }

    [TestCase("Required command", "augment")]
    [TestCase("argument missing", "augment", "ablation")]
    [TestCase("There is no option --folds.", "augment", "gallery", "x", "--folds", "3")]
    [TestCase("There is no option --quick.", "augment", "write", "x", "--quick")]
    [TestCase("There is no option --plan.", "augment", "gallery", "x", "--plan", "p.json")]
    [TestCase("--repeats must be at least 1", "augment", "ablation", "x", "--repeats", "0")]
    public async Task A_wrong_command_line_is_named(string part, params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain(part));
    }

    [Test]
    public async Task A_plan_that_is_none_is_one_line_and_exit_code_1()
    {
        string plan = Path.Combine(_folder.Path, "bad.json");
        File.WriteAllText(plan, "{ \"steps\": [ { \"kind\": \"reverb\" } ] }");
        ToolRun run = await ToolRun.OfAsync("augment", "ablation", Data, "--plan", plan);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1).And.Some.StartsWith(plan));
    }

    [Test]
    public void A_difference_on_every_track_is_an_effect_and_one_on_a_few_is_none()
    {
        TrackScores without = Scores(right: 50), better = Scores(right: 70), same = Scores(right: 51);
        AblationRow effect = AblationRow.Of("x", better, without), none = AblationRow.Of("y", same, without);
        Assert.Multiple(() =>
        {
            Assert.That(effect.Top1.Mean, Is.EqualTo(0.7).Within(1e-9));
            Assert.That(effect.Top1Change!.Mean, Is.EqualTo(0.2).Within(1e-9));
            Assert.That(effect.Top1Change!.Interval.Lower, Is.InRange(0.1, 0.2));
            Assert.That(effect.Verdict, Does.Contain("top-1: better").And.Contain("log-loss: better"));
            Assert.That(none.Verdict, Does.Contain("top-1: no effect"));
            Assert.That(AblationRow.Of("none", without, null).Verdict, Is.Empty);
        });
    }

    [Test]
    public void A_change_that_rounds_to_zero_has_no_sign()
    {
        var interval = new ConfidenceInterval(-1, 1);
        AblationRow row = AblationRow.Of("x", Scores(right: 70), null) with
        {
            Top1Change = new Estimate(-1e-5, interval),
            LogLossChange = new Estimate(-0.25, interval),
        };
        IReadOnlyList<Cell> cells = AblationTable.Of("", [row]).Rows[0];
        Assert.That(cells[2].Text, Does.StartWith("0.000 ("));
        Assert.That(cells[6].Text, Does.StartWith("−0.250 ("));
    }

    private static TrackScores Scores(int right)
    {
        ScoredTrack[] tracks =
        [
            .. Enumerable.Range(0, 100).Select(i => new ScoredTrack($"t{i:000}", "a", i < right ? new[] { 0.8f, 0.2f } : [0.2f, 0.8f])),
        ];
        var scores = new TrackScores();
        scores.Add(EvaluationResult.Create(["a", "b"], tracks, [], "by hand"));
        return scores;
    }
}
