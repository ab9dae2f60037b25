using System.Globalization;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet;
using Spectre.Console;

namespace QuickStart.Output;

/// <summary>Shows results as tables.</summary>
internal sealed class ResultTables(IAnsiConsole console)
{
    // A wider matrix fits no terminal; the picture and the JSON have it all the same.
    private const int MostGenresOfMatrix = 16;
    private const int GenresOfAnswer = 5;

    private readonly bool _plain = Terminal.IsPlain(console);

    /// <summary>Shows everything about a run: headline, folds, genres, confusion matrix, skipped files.</summary>
    public void Show(EvaluationResult result, RunFacts facts, CrossValidationResult? folds, string dataDirectory)
    {
        console.WriteLine();
        ShowHeadline(result, facts);
        if (folds is not null)
            ShowFolds(folds);
        ShowGenres(result.Metrics);
        if (result.Metrics.Genres.Count <= MostGenresOfMatrix)
            ShowConfusion(result.Metrics.Confusion);
        ShowSkipped(facts.Skipped, dataDirectory);
    }

    /// <summary>Shows the answer for one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prediction">The answer.</param>
    /// <param name="trueGenre">The right answer, if it is known: the file is then one of the held-out tracks.</param>
    /// <param name="learned">Whether the model learned from that track in the end.</param>
    public void Show(string path, GenrePrediction prediction, string? trueGenre, bool learned)
    {
        string truth = trueGenre is null ? ""
            : learned ? $" (held out for the figures, then learned from; {trueGenre})"
            : $" (held out; {trueGenre})";
        if (_plain)
        {
            console.WriteLine($"{path}{truth}: {string.Join(", ", prediction.Top(GenresOfAnswer))}");
            return;
        }
        var chart = new BarChart
        {
            Label = $"[bold]{Markup.Escape(Path.GetFileName(path) + truth)}[/]",
            LabelAlignment = Justify.Left,
            Width = 72,
            MaxValue = 100,
        };
        chart.UseValueFormatter(value => Invariant($"{value:0.0} %"));
        foreach (GenreProbability genre in prediction.Top(GenresOfAnswer))
            chart.AddItem(Markup.Escape(genre.Genre), Math.Round(100.0 * genre.Probability, 1), genre.Genre == trueGenre ? Color.Green : Color.Grey);
        console.Write(chart);
        console.WriteLine();
    }

    private void ShowHeadline(EvaluationResult result, RunFacts facts)
    {
        ClassificationMetrics metrics = result.Metrics;
        Table table = NewTable(facts.Title, "", "");
        AddRow(table, "tracks", Invariant($"{metrics.Count} of {facts.Tracks}, {metrics.Genres.Count} genres"));
        AddRow(table, "split", result.Split);
        AddRow(table, "backbone", facts.Backbone);
        AddRow(table, "right (top-1)", $"{Percent(metrics.Top1)}, 95 % interval {Range(metrics.Top1Interval)}");
        AddRow(table, "among the first two", $"{Percent(metrics.TopK(2))}, 95 % interval {Range(metrics.TopKInterval(2))}");
        AddRow(table, "macro F1", Fixed(metrics.MacroF1));
        AddRow(table, "log-loss", Invariant($"{metrics.LogLoss:0.000} (guessing: {Math.Log(metrics.Genres.Count):0.000})"));
        string cached = facts.EmbeddingsFromCache is { } count ? Invariant($", {count} of {facts.Tracks} from the cache") : "";
        AddRow(table, "embedding", Invariant($"{facts.EmbeddingTime.TotalSeconds:0.00} s{cached}"));
        if (facts.TrainingTime is { } training)
            AddRow(table, "training", Invariant($"{training.TotalSeconds:0.00} s"));
        table.HideHeaders();
        Write(table);
    }

    private void ShowFolds(CrossValidationResult result)
    {
        Table table = NewTable("Folds", "fold", "tracks", "right", "first two", "macro F1");
        foreach (FoldResult fold in result.Folds)
        {
            ClassificationMetrics metrics = fold.Result.Metrics;
            AddRow(table, fold.Name, Invariant($"{metrics.Count}"), Percent(metrics.Top1), Percent(metrics.TopK(2)), Fixed(metrics.MacroF1));
        }
        Write(table);
    }

    private void ShowGenres(ClassificationMetrics metrics)
    {
        Table table = NewTable("Genres", "genre", "tracks", "precision", "recall", "F1");
        foreach (GenreMetrics genre in metrics.PerGenre)
            AddRow(table, genre.Genre, Invariant($"{genre.Support}"), Percent(genre.Precision), Percent(genre.Recall), Fixed(genre.F1));
        Write(table);
    }

    private void ShowConfusion(ConfusionMatrix matrix)
    {
        Table table = NewTable("Confusion: true genres down, predicted ones across", ["", .. matrix.Genres.Select(Short)]);
        for (int row = 0; row < matrix.Genres.Count; row++)
        {
            int at = row;
            table.AddRow([new Text(matrix.Genres[row]), .. matrix.Counts[row].Select((count, column) => Cell(count, at == column))]);
        }
        Write(table);
    }

    private void ShowSkipped(IReadOnlyList<SkippedFile> skipped, string dataDirectory)
    {
        if (skipped.Count == 0)
            return;
        console.WriteLine(Invariant($"{skipped.Count} skipped:"));
        foreach (SkippedFile file in skipped)
            console.WriteLine($"  {Path.GetRelativePath(dataDirectory, file.Path)}: {file.Reason}", new Style(Color.Yellow));
        console.WriteLine();
    }

    private Table NewTable(string title, params string[] columns)
    {
        var table = new Table { Border = _plain ? TableBorder.Ascii : TableBorder.Rounded };
        if (_plain)
            console.WriteLine(title);
        else
            table.Title(new TableTitle(Markup.Escape(title), new Style(decoration: Decoration.Bold)));
        for (int i = 0; i < columns.Length; i++)
        {
            Justify alignment = i == 0 || columns[i].Length == 0 ? Justify.Left : Justify.Right;
            table.AddColumn(new TableColumn(new Text(columns[i])) { Alignment = alignment, NoWrap = true });
        }
        return table;
    }

    private void Write(Table table)
    {
        console.Write(table);
        console.WriteLine();
    }

    private static void AddRow(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static Text Cell(int count, bool right) =>
        count == 0 ? new Text("·", new Style(Color.Grey)) : new Text(Invariant($"{count}"), new Style(right ? Color.Green : Color.Red));

    private static string Short(string genre) => genre.Length <= 8 ? genre : genre[..7] + "…";

    private static string Range(ConfidenceInterval interval) => $"{Percent(interval.Lower)} to {Percent(interval.Upper)}";

    private static string Percent(double fraction) => Invariant($"{100 * fraction:0.0} %");

    private static string Fixed(double value) => Invariant($"{value:0.000}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
