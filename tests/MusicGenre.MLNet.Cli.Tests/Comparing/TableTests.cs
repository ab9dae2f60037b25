using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Tests.Comparing;

/// <summary>The table of fixed results, in the terminal, as Markdown and as CSV.</summary>
public class TableTests
{
    // Ten tracks: eight right, one second, one third.
    private static readonly EvaluationResult Result = EvaluationResult.Create(
        ["a", "b", "c"],
        [
            .. Enumerable.Range(0, 4).Select(i => new ScoredTrack($"right a{i}", "a", new[] { 0.5f, 0.25f, 0.25f })),
            .. Enumerable.Range(0, 4).Select(i => new ScoredTrack($"right b{i}", "b", new[] { 0.25f, 0.5f, 0.25f })),
            new ScoredTrack("second", "c", new[] { 0.5f, 0.2f, 0.3f }),
            new ScoredTrack("third", "c", new[] { 0.5f, 0.25f, 0.25f }),
        ],
        [new SkippedFile(Path.Combine("music", "a", "broken.wav"), "it is a text")],
        "5 given folds, grouped by artist");

    private static readonly EvaluationMetrics Metrics = Result.Metrics;

    private static readonly Comparison Example = new("music", [Good(Result), Bad], Seed: 4, Epochs: 2, Clips: 7, Cores: 8);

    private static ComparisonRow Bad => new()
    {
        Model = new BackboneModel("bad") { Name = "bad", Kind = "head on frozen backbone", About = "a backbone" },
        Problem = "no file a|b, \"c\".",
    };

    private static ComparisonRow Good(EvaluationResult result) => new()
    {
        Model = new BackboneModel("good") { Name = "good", Kind = "network from scratch", About = "a network" },
        Result = result,
        Parameters = 1_234_567,
        TrainingTime = TimeSpan.FromSeconds(245.25),
        TimePerClip = TimeSpan.FromMilliseconds(8.25),
        MacroF1Interval = new ConfidenceInterval(0.25, 0.75),
    };

    private static string Interval(int k)
    {
        ConfidenceInterval interval = Metrics.TopKInterval(k);
        return FormattableString.Invariant($"({100 * interval.Lower:0.0}–{100 * interval.Upper:0.0})");
    }

    [Test]
    public void The_terminal_shows_every_figure_and_the_reason_of_a_failure()
    {
        using var output = new StringWriter();
        ConsoleTable.Show(Consoles.Create(output, plain: true), ComparisonTable.Of(Example));
        string[] lines = output.ToString().Split('\n', StringSplitOptions.TrimEntries);
        string good = lines.Single(line => line.StartsWith("| good", StringComparison.Ordinal));
        string bad = lines.Single(line => line.StartsWith("| bad", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(
                Cells(good),
                Is.EqualTo(new[]
                {
                    "good", "network from scratch", "1,234,567", "4 min 05 s", "8.3", $"80.0 % {Interval(1)}", $"90.0 % {Interval(2)}",
                    FormattableString.Invariant($"{Metrics.MacroF1:0.000} (0.250–0.750)"),
                    FormattableString.Invariant($"{Metrics.LogLoss:0.000}"),
                }));
            Assert.That(Cells(bad), Is.EqualTo(new[] { "bad", "head on frozen backbone", "–", "–", "–", "–", "–", "–", "–" }));
            Assert.That(lines, Does.Contain("bad could not be trained: no file a|b, \"c\"."));
            Assert.That(lines, Does.Contain("good = a network."));
            Assert.That(lines, Does.Contain("skipped a/broken.wav: it is a text"));
            Assert.That(lines, Has.Some.Contains("10 tracks of 3 genres in music, 5 given folds, grouped by artist, seed 4"));
            Assert.That(
                lines, Has.Some.Contains("with --epochs 2").And.Some.Contains("median over 7 clips").And.Some.Contains("on 8 cores"));
        });
    }

    [Test]
    public void Markdown_has_the_same_table()
    {
        string[] lines = MarkdownTable.Of(ComparisonTable.Of(Example)).Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("| model | kind | parameters | training | ms/clip | top-1 | top-2 | macro F1 | log-loss |"));
            Assert.That(lines[1], Is.EqualTo("| --- | --- | --: | --: | --: | --: | --: | --: | --: |"));
            Assert.That(
                lines[2],
                Does.StartWith("| good | network from scratch | 1,234,567 | 4 min 05 s | 8.3 | "
                    + $"80.0 % {Interval(1)} | 90.0 % {Interval(2)} |"));
            Assert.That(lines[3], Is.EqualTo("| bad | head on frozen backbone | – | – | – | – | – | – | – |"));
            Assert.That(lines[4], Is.Empty);
            Assert.That(lines, Does.Contain("- bad could not be trained: no file a\\|b, \"c\"."));
        });
    }

    [Test]
    public void Csv_has_a_line_for_each_model_and_quotes_what_must_be()
    {
        string[] lines = ComparisonTable.CsvOf(Example).TrimEnd('\n').Split('\n');
        ConfidenceInterval top1 = Metrics.Top1Interval, top2 = Metrics.TopKInterval(2);
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Length.EqualTo(3));
            Assert.That(lines[0].Split(','), Has.Length.EqualTo(19).And.Unique);
            Assert.That(lines[1], Is.EqualTo(
                FormattableString.Invariant($"good,network from scratch,1234567,245.25,8.25,10,0.8,{top1.Lower:0.######},")
                + FormattableString.Invariant($"{top1.Upper:0.######},0.9,{top2.Lower:0.######},{top2.Upper:0.######},")
                + FormattableString.Invariant($"{Metrics.MacroF1:0.######},0.25,0.75,{Metrics.LogLoss:0.######},")
                + "\"5 given folds, grouped by artist\",4,"));
            Assert.That(
                lines[2],
                Is.EqualTo("bad,head on frozen backbone,,,,,,,,,,,,,,,\"5 given folds, grouped by artist\",4,\"no file a|b, \"\"c\"\".\""));
        });
    }

    [TestCase(12.34, "12.3 s")]
    [TestCase(65, "1 min 05 s")]
    [TestCase(26 * 3600 + 125, "26 h 02 min")]
    public void A_time_is_told_in_fitting_units(double seconds, string expected)
        => Assert.That(Words.Duration(TimeSpan.FromSeconds(seconds)), Is.EqualTo(expected));

    [Test]
    public void Many_skipped_files_are_counted()
    {
        SkippedFile[] files = [.. Enumerable.Range(0, 13).Select(i => new SkippedFile($"f{i}", "broken"))];
        Comparison many = Example with { Rows = [Good(Result with { Skipped = files })] };
        string[] skipped = [.. ComparisonTable.Of(many).Notes.Where(note => note.StartsWith("skipped", StringComparison.Ordinal))];
        Assert.That(skipped, Has.Length.EqualTo(11));
        Assert.That(skipped[^1], Is.EqualTo("skipped 3 more files."));
    }

    [Test]
    public void Macro_f1_is_that_of_the_library_and_within_its_interval()
    {
        int[] counts = [.. Metrics.Confusion.Counts.SelectMany(row => row)];
        ConfidenceInterval interval = BootstrapIntervals.OfMacroF1(Metrics.Confusion, seed: 3);
        Assert.Multiple(() =>
        {
            Assert.That(BootstrapIntervals.MacroF1(counts, 3), Is.EqualTo(Metrics.MacroF1).Within(1e-12));
            Assert.That(interval.Lower, Is.GreaterThan(0).And.LessThan(Metrics.MacroF1));
            Assert.That(interval.Upper, Is.GreaterThan(Metrics.MacroF1).And.LessThanOrEqualTo(1));
            Assert.That(BootstrapIntervals.OfMacroF1(Metrics.Confusion, seed: 3), Is.EqualTo(interval));
        });
    }

    [Test]
    public void Macro_f1_of_a_perfect_answer_has_no_spread()
    {
        var perfect = new ConfusionMatrix(["a", "b", "c"], [[5, 0, 0], [0, 7, 0], [0, 0, 0]]);
        Assert.That(BootstrapIntervals.OfMacroF1(perfect, 1), Is.EqualTo(new ConfidenceInterval(1, 1)));
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
