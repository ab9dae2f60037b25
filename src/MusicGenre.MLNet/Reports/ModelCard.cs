using System.Text;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports;

/// <summary>A model card in Markdown: what the classifier is, how it was measured, and where it is weak.</summary>
internal static class ModelCard
{
    private const int Shown = 5;

    public static string Write(EvaluationReport report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        EvaluationOrigin? origin = report.Result.Origin;
        var card = new StringBuilder();
        void Line(string text = "") => card.Append(text).Append('\n');
        Line($"# Model card: {Escape(report.Title)}");
        Line();
        Line($"A classifier that sorts music into {metrics.Genres.Count} genres: {string.Join(", ", metrics.Genres.Select(Escape))}."
            + (origin is null ? "" : $" Backbone: {Escape(origin.Backbone)}."));
        Line();
        Line("## Intended use");
        Line();
        Line("Sorting, searching and describing collections of music by genre, with a person who can correct it. Genres are conventions:");
        Line("two people agree on them only in part, and a track may belong to several. It always names one of the genres above, also for");
        Line("music of another genre, speech or noise; if it was calibrated, it also says that such sound is unknown to it, not without errors.");
        Line("It should not decide about people or payments.");
        Line();
        Line("## How it was measured");
        Line();
        string measured = $"On {metrics.Count} tracks that took no part in the training. Split: {Escape(report.Result.Split)}.";
        Line(origin is null ? measured : $"{measured} {origin.Check.Meaning}");
        foreach (string warning in origin is null ? [] : origin.Check.Warnings.Concat(origin.Training?.Warnings ?? []))
            Line($"\n> {Escape(warning)}");
        if (metrics.Warning is { } few)
            Line($"\n**{Escape(few)}**");
        Line();
        Line("| measure | value |");
        Line("|---|---|");
        Line($"| right (top-1) | {ReportWords.Percent(metrics.Top1)} (95 % interval {ReportWords.Interval(metrics.Top1Interval)}) |");
        foreach ((string name, string value, string remark) in ReportWords.Measures(report))
            Line($"| {name} | {value} ({remark}) |");
        Line();
        Line("## Genre by genre");
        Line();
        Line("| genre | tracks | precision | recall | F1 |");
        Line("|---|---|---|---|---|");
        foreach (GenreMetrics genre in metrics.PerGenre)
            Line(ReportWords.Invariant(
                $"| {Escape(genre.Genre)} | {genre.Support} | {genre.Precision:0.000} | {genre.Recall:0.000} | {genre.F1:0.000} |"));
        Line();
        Line("## Where it is weak");
        Line();
        foreach (string weakness in Weaknesses(metrics))
            Line($"- {weakness}");
        if (report.Result.Skipped.Count > 0)
            Line($"- {Counted.Of(report.Result.Skipped.Count, "file was", "files were")} found but could not be used.");
        Line();
        Line("## Made with");
        Line();
        Line("| setting | value |");
        Line("|---|---|");
        foreach ((string name, string value) in ReportWords.Settings(report))
            Line($"| {name} | {Escape(value)} |");
        return card.ToString();
    }

    private static IEnumerable<string> Weaknesses(EvaluationMetrics metrics)
    {
        GenreMetrics[] weakest = [.. metrics.PerGenre.Where(g => g is { Support: > 0, F1: < 1 }).OrderBy(g => g.F1).Take(3)];
        yield return weakest.Length == 0
            ? "No genre stands out: all were recognized without a mistake. Other music is likely to be harder than these tracks."
            : $"Weakest genres: {string.Join(", ", weakest.Select(Describe))}.";
        ConfusionMatrix matrix = metrics.Confusion;
        IEnumerable<int> genres = Enumerable.Range(0, matrix.Genres.Count);
        string[] confusions = [.. genres.SelectMany(t => genres.Select(p => (True: t, Predicted: p)))
            .Where(cell => cell.True != cell.Predicted && matrix[cell.True, cell.Predicted] > 0)
            .OrderByDescending(cell => matrix[cell.True, cell.Predicted])
            .Take(Shown)
            .Select(cell => $"{Escape(matrix.Genres[cell.True])} taken for {Escape(matrix.Genres[cell.Predicted])}: "
                + $"{matrix[cell.True, cell.Predicted]} of {matrix.RowTotal(cell.True)}")];
        yield return confusions.Length == 0
            ? "No track was taken for another genre."
            : $"Most common confusions: {string.Join("; ", confusions)}.";
    }

    private static string Describe(GenreMetrics genre) =>
        $"{Escape(genre.Genre)} (F1 {ReportWords.Fixed(genre.F1)}, {Counted.Of(genre.Support, "track")})";

    // Names come from folders and files: they must neither break a table nor become markup.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#')
                escaped.Append('\\');
            escaped.Append(c switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '\r' or '\n' => " ", _ => c.ToString() });
        }
        return escaped.ToString();
    }
}
