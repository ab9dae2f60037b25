using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Commands;

/// <summary>Whole comparisons of a little sound: what they print and write, and their exit codes.</summary>
[NonParallelizable]
public sealed class CompareCommandTests
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "tones");

    [OneTimeSetUp]
    public void ComposeOnce() => ThreeGenres.Write(Data);

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Models_are_compared_and_one_that_cannot_be_trained_stops_no_other()
    {
        string markdown = Path.Combine(_folder.Path, "out", "table.md"), csv = Path.Combine(_folder.Path, "out", "table.csv");
        string missing = Path.Combine(_folder.Path, "missing.onnx"), checkpoints = Path.Combine(_folder.Path, "checkpoints");
        ToolRun run = await ToolRun.WithTorchAsync(
            "compare",
            Data, "--models", $"{missing},mel-statistics,small-cnn", "--folds", "2", "--epochs", "2",
            "--markdown", markdown, "--csv", csv, "--checkpoints", checkpoints);

        string[][] rows = [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(','))];
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure), run.Error);
            Assert.That(run.Error, Is.Empty);
            Assert.That(run.Output, Does.Contain($"missing could not be trained: There is no file {missing}"));
            Assert.That(
                run.Output, Does.Contain("18 tracks of 3 genres").And.Contain("2 stratified folds").And.Contain("median over 18 clips"));
            Assert.That(
                File.ReadAllText(markdown),
                Does.Contain("| mel-statistics | head on frozen backbone | 0 |").And.Contain("| small-cnn | network from scratch |"));
            Assert.That(rows.Select(row => row[0]), Is.EqualTo(new[] { "missing", "mel-statistics", "small-cnn" }));
            Assert.That(rows[0][2..7], Is.All.Empty);
            Assert.That(double.Parse(rows[1][6]), Is.GreaterThan(0.9), "top-1 of styles that are easily told apart");
            Assert.That(long.Parse(rows[2][2]), Is.InRange(100_000, 5_000_000), "parameters");
            foreach (string[] row in rows[1..])
            {
                Assert.That(row[5], Is.EqualTo("18"), "tracks");
                Assert.That(row[3..5].Concat(row[6..16]).Select(double.Parse), Is.All.GreaterThanOrEqualTo(0));
                Assert.That(double.Parse(row[4]), Is.Positive, "milliseconds");
            }
            Assert.That(
                Directory.GetFiles(Path.Combine(checkpoints, "small-cnn.2-folds")).Select(Path.GetFileName),
                Is.EquivalentTo(new[] { "small-cnn.fold-1.checkpoint", "small-cnn.fold-2.checkpoint", "training-time.txt" }));
        });

        string[] before = rows[2];
        await ToolRun.WithTorchAsync(
            "compare", Data, "--models", "small-cnn", "--folds", "2", "--epochs", "2", "--csv", csv, "--checkpoints", checkpoints);
        string[] resumed = File.ReadLines(csv).Last().Split(',');
        Assert.That(resumed[5..16], Is.EqualTo(before[5..16]), "the same figures from the checkpoints");
    }

    [Test]
    public async Task Only_trained_models_are_exit_code_0()
    {
        ToolRun run = await ToolRun.WithTorchAsync("compare", Data, "--models", "mel-statistics", "--folds", "3");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(run.Output, Does.Contain("3 stratified folds").And.Not.Contain("could not be trained"));
    }

    [Test]
    public async Task One_part_can_be_held_out_and_it_is_the_first_fold_where_the_data_gives_folds()
    {
        ToolRun run = await ToolRun.WithTorchAsync("compare", Data, "--models", "mel-statistics", "--hold-out");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(run.Output, Does.Contain("20 % held out"));

        string folded = Path.Combine(_folder.Path, "folded");
        ThreeGenres.Write(folded);
        string[] tracks = [.. Directory.GetFiles(folded, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        File.WriteAllLines(
            Path.Combine(folded, "tracks.csv"),
            tracks.Select((track, i) => (Track: Path.GetRelativePath(folded, track).Replace('\\', '/'), Number: i))
                .Select(row => $"{row.Track},{row.Track.Split('/')[0]},artist{row.Number},{row.Number % 3}")
                .Prepend("path,genre,artist,fold"));
        run = await ToolRun.WithTorchAsync("compare", folded, "--models", "mel-statistics", "--hold-out");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(run.Output, Does.Contain("fold 0 of the given folds held out").And.Contain("6 tracks"));
    }

    [Test]
    public async Task Other_options_than_those_of_a_checkpoint_are_a_reason_not_to_train()
    {
        string checkpoints = Path.Combine(_folder.Path, "other-checkpoints");
        string[] arguments = [Data, "--models", "small-cnn", "--folds", "2", "--checkpoints", checkpoints, "--epochs"];
        Assert.That((await ToolRun.WithTorchAsync(["compare", .. arguments, "1"])).ExitCode, Is.EqualTo(ExitCode.Success));
        ToolRun run = await ToolRun.WithTorchAsync(["compare", .. arguments, "2"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Output, Does.Contain("small-cnn could not be trained: The checkpoint").And.Contain("Epochs was 1, is 2"));
    }

    [Test]
    public async Task A_missing_folder_is_one_line_and_exit_code_1()
        => CheckFailure(await ToolRun.WithTorchAsync("compare", Path.Combine(_folder.Path, "nowhere")), "nowhere");

    [Test]
    public async Task A_split_that_does_not_fit_is_told_before_any_training()
    {
        CheckFailure(await ToolRun.WithTorchAsync("compare", Data, "--split", "gtzan-filtered"), "GTZAN");
        CheckFailure(await ToolRun.WithTorchAsync("compare", Data, "--folds", "100"), "100 folds");
    }

    [Test]
    public async Task A_file_that_cannot_be_written_is_told_before_any_training()
    {
        string file = Path.Combine(_folder.Path, "a-file");
        File.WriteAllText(file, "");
        CheckFailure(await ToolRun.WithTorchAsync("compare", Data, "--csv", Path.Combine(file, "t.csv")), "t.csv cannot be written");
    }

    [Test]
    public async Task A_usage_error_is_exit_code_2()
    {
        ToolRun run = await ToolRun.WithTorchAsync("compare");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain("argument missing").And.Contain("--help"));
    }

    [Test]
    public async Task Help_names_every_option()
    {
        ToolRun run = await ToolRun.WithTorchAsync("compare", "--help");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success));
        string[] options =
        [
            "--models", "--folds", "--hold-out", "--split", "--epochs", "--seed", "--checkpoints", "--markdown", "--csv",
            "efficientat-mn04:head",
        ];
        foreach (string option in options)
            Assert.That(run.Output, Does.Contain(option));
    }

    private static void CheckFailure(ToolRun run, string part)
    {
        run.AssertFailed(part);
        Assert.That(run.Status, Does.Not.Contain("Training"));
    }
}
