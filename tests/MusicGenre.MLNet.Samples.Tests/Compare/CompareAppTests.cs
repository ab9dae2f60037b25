extern alias CompareSample;
using CompareSample::Compare;
using CompareSample::Compare.Models;
using CompareSample::QuickStart;
using MusicGenre.MLNet.Samples.Tests.TestSupport;
using MusicGenre.MLNet.Tests.TestSupport;

namespace MusicGenre.MLNet.Samples.Tests.Compare;

/// <summary>Whole comparisons of a little sound: what they print and write, and their exit codes.</summary>
[NonParallelizable]
public sealed class CompareAppTests
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "tones");

    [OneTimeSetUp]
    public void ComposeOnce() => ToneGenres.Write(Data, tracks: 6);

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Models_are_compared_and_one_that_cannot_be_trained_stops_no_other()
    {
        string markdown = Path.Combine(_folder.Path, "out", "table.md"), csv = Path.Combine(_folder.Path, "out", "table.csv");
        string missing = Path.Combine(_folder.Path, "missing.onnx"), checkpoints = Path.Combine(_folder.Path, "checkpoints");
        CompareRun run = await CompareRun.OfAsync(
            "--data", Data, "--models", $"{missing},mel-statistics,small-cnn", "--folds", "2", "--epochs", "2",
            "--markdown", markdown, "--csv", csv, "--checkpoints", checkpoints);

        string[][] rows = [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(','))];
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Failure), run.Error);
            Assert.That(run.Error, Is.Empty);
            Assert.That(run.Output, Does.Contain($"missing could not be trained: There is no file {missing}"));
            Assert.That(run.Output, Does.Contain("18 tracks of 3 genres").And.Contain("2 stratified folds").And.Contain("median over 18 clips"));
            Assert.That(File.ReadAllText(markdown), Does.Contain("| mel-statistics | head on frozen backbone | 0 |").And.Contain("| small-cnn | network from scratch |"));
            Assert.That(rows.Select(row => row[0]), Is.EqualTo(new[] { "missing", "mel-statistics", "small-cnn" }));
            Assert.That(rows[0][2..7], Is.All.Empty);
            Assert.That(double.Parse(rows[1][6]), Is.GreaterThan(0.9), "top-1 of tones that are easily told apart");
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
        await CompareRun.OfAsync("--data", Data, "--models", "small-cnn", "--folds", "2", "--epochs", "2", "--csv", csv, "--checkpoints", checkpoints);
        string[] resumed = File.ReadLines(csv).Last().Split(',');
        Assert.That(resumed[5..16], Is.EqualTo(before[5..16]), "the same figures from the checkpoints");
    }

    [Test]
    public async Task Only_trained_models_are_exit_code_0()
    {
        CompareRun run = await CompareRun.OfAsync("--data", Data, "--models", "mel-statistics", "--folds", "3");
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Success), run.Error);
        Assert.That(run.Output, Does.Contain("3 stratified folds").And.Not.Contain("could not be trained"));
    }

    [Test]
    public async Task One_part_can_be_held_out_and_it_is_the_first_fold_where_the_data_gives_folds()
    {
        CompareRun run = await CompareRun.OfAsync("--data", Data, "--models", "mel-statistics", "--hold-out");
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Success), run.Error);
        Assert.That(run.Output, Does.Contain("20 % held out"));

        string folded = Path.Combine(_folder.Path, "folded");
        ToneGenres.Write(folded, tracks: 6);
        string[] tracks = [.. Directory.GetFiles(folded, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        File.WriteAllLines(
            Path.Combine(folded, "tracks.csv"),
            tracks.Select((track, i) => $"{Path.GetRelativePath(folded, track).Replace('\\', '/')},{Directory.GetParent(track)!.Name},artist{i},{i % 3}")
                .Prepend("path,genre,artist,fold"));
        run = await CompareRun.OfAsync("--data", folded, "--models", "mel-statistics", "--hold-out");
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Success), run.Error);
        Assert.That(run.Output, Does.Contain("fold 0 of the given folds held out").And.Contain("6 tracks"));
    }

    [Test]
    public async Task Other_options_than_those_of_a_checkpoint_are_a_reason_not_to_train()
    {
        string checkpoints = Path.Combine(_folder.Path, "other-checkpoints");
        string[] arguments = ["--data", Data, "--models", "small-cnn", "--folds", "2", "--checkpoints", checkpoints, "--epochs"];
        Assert.That((await CompareRun.OfAsync([.. arguments, "1"])).ExitCode, Is.EqualTo(CommandRunner.Success));
        CompareRun run = await CompareRun.OfAsync([.. arguments, "2"]);
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Failure));
        Assert.That(run.Output, Does.Contain("small-cnn could not be trained: The checkpoint").And.Contain("Epochs was 1, is 2"));
    }

    [Test]
    public async Task A_missing_folder_is_one_line_and_exit_code_1()
        => CheckFailure(await CompareRun.OfAsync("--data", Path.Combine(_folder.Path, "nowhere")), "nowhere");

    [Test]
    public async Task A_split_that_does_not_fit_is_told_before_any_training()
    {
        CheckFailure(await CompareRun.OfAsync("--data", Data, "--split", "gtzan-filtered"), "GTZAN");
        CheckFailure(await CompareRun.OfAsync("--data", Data, "--folds", "100"), "100 folds");
    }

    [Test]
    public async Task A_file_that_cannot_be_written_is_told_before_any_training()
    {
        string file = Path.Combine(_folder.Path, "a-file");
        File.WriteAllText(file, "");
        CheckFailure(await CompareRun.OfAsync("--data", Data, "--csv", Path.Combine(file, "t.csv")), "t.csv cannot be written");
    }

    [Test]
    public async Task A_usage_error_is_exit_code_2()
    {
        CompareRun run = await CompareRun.OfAsync();
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.UsageError));
        Assert.That(run.Error, Does.Contain("--data is missing").And.Contain("--help"));
    }

    [Test]
    public async Task Help_names_every_option()
    {
        CompareRun run = await CompareRun.OfAsync("--help");
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Success));
        foreach (string option in (string[])["--data", "--models", "--folds", "--hold-out", "--split", "--epochs", "--seed", "--checkpoints", "--markdown", "--csv", "efficientat-mn04:head"])
            Assert.That(run.Output, Does.Contain(option));
    }

    [Test]
    public void Cancellation_is_exit_code_130()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        CompareRun run = CompareRun.Of(new CompareOptions { DataDirectory = Data, Models = ModelNames.Read("mel-statistics") }, source.Token);
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Cancelled));
        Assert.That(run.Error.Trim(), Is.EqualTo("Cancelled."));
    }

    private static void CheckFailure(CompareRun run, string part) => Assert.Multiple(() =>
    {
        Assert.That(run.ExitCode, Is.EqualTo(CommandRunner.Failure));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), run.Error);
        Assert.That(run.Error, Does.Contain(part));
        Assert.That(run.Output, Does.Not.Contain("Training"));
    });
}
