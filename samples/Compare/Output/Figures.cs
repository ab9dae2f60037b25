using System.Globalization;
using MusicGenre.MLNet.Evaluation;

namespace Compare.Output;

/// <summary>Figures in words, the same everywhere.</summary>
internal static class Figures
{
    /// <summary>What stands for a figure that there is none of.</summary>
    public const string None = "–";

    /// <summary>The titles of the table's columns.</summary>
    public static IReadOnlyList<string> Titles { get; } =
        ["model", "kind", "parameters", "training", "ms/clip", "top-1", "top-2", "macro F1", "log-loss"];

    /// <summary>How many columns from the left are words; the others are numbers.</summary>
    public const int WordColumns = 2;

    /// <summary>The cells of a row, one for each title.</summary>
    public static IReadOnlyList<string> Of(ComparisonRow row)
    {
        ClassificationMetrics? metrics = row.Metrics;
        return
        [
            row.Model,
            row.Kind,
            row.Parameters is { } parameters ? Invariant($"{parameters:N0}") : None,
            row.TrainingTime is { } training ? Duration(training) : None,
            row.TimePerClip is { } clip ? Milliseconds(clip) : None,
            metrics is null ? None : Percent(metrics.Top1, metrics.Top1Interval),
            metrics is null ? None : Percent(metrics.TopK(2), metrics.TopKInterval(2)),
            metrics is null ? None : Fraction(metrics.MacroF1, row.MacroF1Interval),
            metrics is null ? None : Invariant($"{metrics.LogLoss:0.000}"),
        ];
    }

    /// <summary>A share, e.g. "90.0 %".</summary>
    public static string Percent(double share) => Invariant($"{100 * share:0.0} %");

    /// <summary>A time, e.g. "12.3 s", "4 min 05 s", "1 h 12 min".</summary>
    public static string Duration(TimeSpan time) => time.TotalMinutes < 1 ? Invariant($"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 1 ? Invariant($"{time.Minutes} min {time.Seconds:00} s")
        : Invariant($"{(int)time.TotalHours} h {time.Minutes:00} min");

    private static string Milliseconds(TimeSpan time)
        => time.TotalMilliseconds < 10 ? Invariant($"{time.TotalMilliseconds:0.0}") : Invariant($"{time.TotalMilliseconds:0}");

    private static string Percent(double share, ConfidenceInterval interval)
        => $"{Percent(share)} {Invariant($"({100 * interval.Lower:0.0}–{100 * interval.Upper:0.0})")}";

    private static string Fraction(double value, ConfidenceInterval? interval)
        => interval is null ? Invariant($"{value:0.000}") : Invariant($"{value:0.000} ({interval.Lower:0.000}–{interval.Upper:0.000})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
