using System.Text;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Reports;

/// <summary>A model card in Markdown: what the classifier is, how it was measured, and where it is weak.</summary>
internal static class ModelCard
{
    private const int Shown = 5;

    public static string Write(EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Result.Metrics;
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
        Line("Sorting, searching and describing collections of music by genre, with a person who can correct it. Genres are conventions: two people");
        Line("agree on them only in part, and a track may belong to several. It always names one of the genres above, also for music of another");
        Line("genre, speech or noise. It should not decide about people or payments.");
        Line();
        Line("## How it was measured");
        Line();
        Line($"On {metrics.Count} tracks that took no part in the training. Split: {Escape(report.Result.Split)}." + (origin is null ? "" : $" {origin.Check.Meaning}"));
        foreach (string warning in origin?.Check.Warnings ?? [])
            Line($"\n> {Escape(warning)}");
        Line();
        Line("| measure | value |");
        Line("|---|---|");
        Line($"| right (top-1) | {ReportWords.Percent(metrics.Top1)} (95 % interval {ReportWords.Interval(metrics.Top1Interval)}) |");
        Line($"| among the first two | {ReportWords.Percent(metrics.TopK(2))} |");
        Line($"| among the first three | {ReportWords.Percent(metrics.TopK(3))} |");
        Line($"| macro F1 | {ReportWords.Fixed(metrics.MacroF1)} |");
        Line(ReportWords.Invariant($"| log-loss | {metrics.LogLoss:0.000} (guessing: {Math.Log(metrics.Genres.Count):0.000}) |"));
        if (origin?.Random is { } random)
            Line($"| top-1 if the split were random by file | {ReportWords.Percent(random.Metrics.Top1)} ({ReportWords.Interval(random.Metrics.Top1Interval)}) |");
        if (report.Calibration is { } calibration)
            Line($"| expected calibration error, {Reliability.DefaultBins} bins | {ReportWords.Fixed(calibration.Before.ExpectedError)}, after temperature scaling {ReportWords.Fixed(calibration.After.ExpectedError)} |");
        Line();
        Line("## Genre by genre");
        Line();
        Line("| genre | tracks | precision | recall | F1 |");
        Line("|---|---|---|---|---|");
        foreach (GenreMetrics genre in metrics.PerGenre)
            Line($"| {Escape(genre.Genre)} | {genre.Support} | {ReportWords.Fixed(genre.Precision)} | {ReportWords.Fixed(genre.Recall)} | {ReportWords.Fixed(genre.F1)} |");
        Line();
        Line("## Where it is weak");
        Line();
        foreach (string weakness in Weaknesses(metrics))
            Line($"- {weakness}");
        Line($"- {Counted.Of(report.Result.Skipped.Count, "file")} could not be used and {(report.Result.Skipped.Count == 1 ? "is" : "are")} not part of these figures.");
        Line();
        Line("## Made with");
        Line();
        Line("| setting | value |");
        Line("|---|---|");
        foreach ((string name, string value) in ReportWords.Settings(report))
            Line($"| {name} | {Escape(value)} |");
        return card.ToString();
    }

    private static IEnumerable<string> Weaknesses(ClassificationMetrics metrics)
    {
        GenreMetrics[] weakest = [.. metrics.PerGenre.Where(g => g is { Support: > 0, F1: < 1 }).OrderBy(g => g.F1).Take(3)];
        yield return weakest.Length == 0
            ? "No genre stands out: all were recognized without a mistake. Other music is likely to be harder than these tracks."
            : $"Weakest genres: {string.Join(", ", weakest.Select(Describe))}.";
        ConfusionMatrix matrix = metrics.Confusion;
        var confusions = (from t in Enumerable.Range(0, matrix.Genres.Count)
                          from p in Enumerable.Range(0, matrix.Genres.Count)
                          where t != p && matrix[t, p] > 0
                          orderby matrix[t, p] descending, t, p
                          select ReportWords.Invariant($"{Escape(matrix.Genres[t])} taken for {Escape(matrix.Genres[p])}: {matrix[t, p]} of {matrix.RowTotal(t)}")).Take(Shown).ToArray();
        yield return confusions.Length == 0 ? "No track was taken for another genre." : $"Most common confusions: {string.Join("; ", confusions)}.";
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
