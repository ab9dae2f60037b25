using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using Spectre.Console;
using static MusicGenre.MLNet.Cli.Output.Words;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows the results of a run: headline, folds, genres, confusion matrix, skipped files.</summary>
internal sealed class ResultView(IAnsiConsole console)
{
    // A wider matrix fits no terminal; the report and the JSON have it all the same.
    private const int MostGenresOfMatrix = 16;
    private const int ShortestName = 3;

    /// <summary>Shows everything.</summary>
    public void Show(RunOutcome run)
    {
        ConsoleTable.Show(console, Headline(run));
        if (run.Folds is not null)
            ConsoleTable.Show(console, Folds(run.Folds));
        ConsoleTable.Show(console, Genres(run.Result.Metrics));
        ShowConfusion(run.Result.Metrics.Confusion);
        ShowSkipped(run.Skipped, run.Data);
        foreach (string warning in run.Result.Origin?.Training?.Warnings ?? [])
            console.WriteLine($"WARNING: {warning}\n", new Style(Color.Yellow));
        new TrustView(console).Show(run.Result);
    }

    private static TextTable Headline(RunOutcome run)
    {
        EvaluationMetrics metrics = run.Result.Metrics;
        string cached = run.EmbeddingsFromCache is { } count ? Invariant($", {count} of {run.Tracks} from the cache") : "";
        (string Name, string? Value)[] rows =
        [
            ("tracks", Invariant($"{metrics.Count} of {run.Tracks}, {metrics.Genres.Count} genres")),
            ("split", run.Result.Split),
            ("backbone", run.Backbone),
            ("right (top-1)", $"{Percent(metrics.Top1)}, 95 % interval {Range(metrics.Top1Interval)}"),
            ("among the first two", $"{Percent(metrics.TopK(2))}, 95 % interval {Range(metrics.TopKInterval(2))}"),
            ("macro F1", Fixed(metrics.MacroF1)),
            ("log-loss", Invariant($"{metrics.LogLoss:0.000} (guessing: {Math.Log(metrics.Genres.Count):0.000})")),
            ("sets of 90 %", run.Result.Trust is { } sets
                ? Invariant($"hold the right genre in {Percent(sets.CoveredShare)}, {sets.MeanSize:0.0} genres on average") : null),
            ("called unknown", run.Result.Trust is { } trust
                ? Invariant($"{Percent(trust.UnknownShare)}, wrongly: their genres were learned") : null),
            ("embedding", Invariant($"{run.EmbeddingTime.TotalSeconds:0.00} s{cached}")),
            ("training", run.TrainingTime is { } time ? Invariant($"{time.TotalSeconds:0.00} s") : null),
        ];
        return new TextTable
        {
            Title = run.Title,
            Columns = TextTable.ColumnsOf(2, "", ""),
            Rows = [.. rows.Where(row => row.Value is not null).Select(row => new Cell[] { row.Name, row.Value! })],
        };
    }

    private static TextTable Folds(CrossValidationResult result) => new()
    {
        Title = "Folds",
        Columns = TextTable.ColumnsOf(1, "fold", "tracks", "right", "first two", "macro F1"),
        Rows =
        [
            .. result.Folds.Select(fold => (fold.Name, fold.Result.Metrics)).Select(fold => new Cell[]
            {
                fold.Name,
                Invariant($"{fold.Metrics.Count}"),
                Percent(fold.Metrics.Top1),
                Percent(fold.Metrics.TopK(2)),
                Fixed(fold.Metrics.MacroF1),
            }),
        ],
    };

    private static TextTable Genres(EvaluationMetrics metrics) => new()
    {
        Title = "Genres",
        Columns = TextTable.ColumnsOf(1, "genre", "tracks", "precision", "recall", "F1"),
        Rows =
        [
            .. metrics.PerGenre.Select(genre => new Cell[]
            {
                genre.Genre, Invariant($"{genre.Support}"), Percent(genre.Precision), Percent(genre.Recall), Fixed(genre.F1),
            }),
        ],
    };

    private void ShowConfusion(ConfusionMatrix matrix)
    {
        if (matrix.Genres.Count > MostGenresOfMatrix)
            return;
        // Names are cut only as far as the console asks for.
        TextTable table = Confusion(matrix, int.MaxValue);
        for (int most = matrix.Genres.Max(genre => genre.Length) - 1; table.Width > console.Profile.Width && most >= ShortestName; most--)
            table = Confusion(matrix, most);
        ConsoleTable.Show(console, table);
    }

    private static TextTable Confusion(ConfusionMatrix matrix, int longestTitle) => new()
    {
        Title = "Confusion: true genres down, predicted ones across",
        Columns = TextTable.ColumnsOf(
            1, ["", .. matrix.Genres.Select(genre => genre.Length <= longestTitle ? genre : genre[..(longestTitle - 1)] + "…")]),
        Rows =
        [
            .. matrix.Counts.Select((row, i) => (Cell[])[matrix.Genres[i], .. row.Select((count, column) => Confused(count, i == column))]),
        ],
    };

    private static Cell Confused(int count, bool right)
        => count == 0 ? new Cell("·", Color.Grey) : new Cell(Invariant($"{count}"), right ? Color.Green : Color.Red);

    private void ShowSkipped(IReadOnlyList<SkippedFile> skipped, string dataDirectory)
    {
        if (skipped.Count == 0)
            return;
        console.WriteLine(Invariant($"{skipped.Count} skipped:"));
        foreach (SkippedFile file in skipped)
            console.WriteLine($"  {Path.GetRelativePath(dataDirectory, file.Path)}: {file.Reason}", new Style(Color.Yellow));
        console.WriteLine();
    }

    private static string Range(ConfidenceInterval interval) => $"{Percent(interval.Lower)} to {Percent(interval.Upper)}";
}
