using System.Globalization;
using System.Text;
using MusicGenre.MLNet.Evaluation;

namespace Compare.Output;

/// <summary>A comparison as CSV (RFC 4180): shares 0…1, times in seconds or milliseconds, empty where there is no figure.</summary>
internal static class CsvTable
{
    private static readonly string[] Titles =
    [
        "model", "kind", "parameters", "training_seconds", "milliseconds_per_clip", "tracks", "top1", "top1_lower", "top1_upper",
        "top2", "top2_lower", "top2_upper", "macro_f1", "macro_f1_lower", "macro_f1_upper", "log_loss", "split", "seed", "problem",
    ];

    /// <summary>A line of titles, and a line for each model.</summary>
    public static string Of(Comparison comparison)
    {
        var text = new StringBuilder();
        Append(text, Titles);
        foreach (ComparisonRow row in comparison.Rows)
            Append(text, Cells(row, comparison));
        return text.ToString();
    }

    private static IEnumerable<string?> Cells(ComparisonRow row, Comparison comparison) =>
    [
        row.Model,
        row.Kind,
        row.Parameters?.ToString(CultureInfo.InvariantCulture),
        Number(row.TrainingTime?.TotalSeconds, "0.###"),
        Number(row.TimePerClip?.TotalMilliseconds, "0.###"),
        row.Metrics?.Count.ToString(CultureInfo.InvariantCulture),
        .. Share(row.Metrics?.Top1, row.Metrics?.Top1Interval),
        .. Share(row.Metrics?.TopK(2), row.Metrics?.TopKInterval(2)),
        .. Share(row.Metrics?.MacroF1, row.MacroF1Interval),
        Number(row.Metrics?.LogLoss, "0.######"),
        comparison.Split,
        comparison.Seed.ToString(CultureInfo.InvariantCulture),
        row.Problem,
    ];

    private static string?[] Share(double? value, ConfidenceInterval? interval)
        => [Number(value, "0.######"), Number(interval?.Lower, "0.######"), Number(interval?.Upper, "0.######")];

    private static string? Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Quote)).Append('\n');

    private static string Quote(string? cell)
        => cell is null ? "" : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
