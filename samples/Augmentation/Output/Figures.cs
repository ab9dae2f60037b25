using System.Globalization;
using AugmentationSample.Ablation;
using MusicGenre.MLNet.Evaluation;

namespace AugmentationSample.Output;

/// <summary>Figures in words, the same everywhere.</summary>
internal static class Figures
{
    /// <summary>The titles of the table's columns; the first and the last are words.</summary>
    public static IReadOnlyList<string> Titles { get; } =
        ["augmentation", "top-1", "change of top-1", "top-2", "macro F1", "log-loss", "change of log-loss", "verdict"];

    /// <summary>What is said below the table.</summary>
    public static IReadOnlyList<string> Notes(AblationResult result) =>
    [
        result.About,
        "Intervals are 95 % bootstrap intervals over tracks, of means over the repeats; changes are paired, on the same tracks, folds and seeds. "
            + "No effect: the interval of the change holds zero.",
        FormattableString.Invariant(
            $"'all' does each step to {100 * AblationCondition.ShareOfAll:0} % of the copies. With {result.Rows.Count - 1} comparisons one in twenty looks like an effect by chance."),
    ];

    /// <summary>The cells of a row, one for each title.</summary>
    public static IReadOnlyList<string> Of(AblationRow row) =>
    [
        row.Name,
        Invariant($"{row.Top1:0.000} ({row.Top1Interval.Lower:0.000}–{row.Top1Interval.Upper:0.000})"),
        Change(row.Top1Change, row.Top1ChangeInterval),
        Invariant($"{row.Top2:0.000}"),
        Invariant($"{row.MacroF1:0.000}"),
        Invariant($"{row.LogLoss:0.000}"),
        Change(row.LogLossChange, row.LogLossChangeInterval),
        row.Verdict.Length == 0 ? "–" : row.Verdict,
    ];

    private static string Change(double? change, ConfidenceInterval? interval)
        => interval is null ? "–" : Invariant($"{change:+0.000;−0.000;0.000} ({interval.Lower:+0.000;−0.000;0.000} to {interval.Upper:+0.000;−0.000;0.000})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
