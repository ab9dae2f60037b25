using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Evaluation;
using static MusicGenre.MLNet.Cli.Output.Words;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>An ablation as a table.</summary>
internal static class AblationTable
{
    /// <summary>Gets the table.</summary>
    public static TextTable Of(AblationResult result) => new()
    {
        Columns =
        [
            .. TextTable.ColumnsOf(1, "augmentation", "top-1", "change of top-1", "top-2", "macro F1", "log-loss", "change of log-loss"),
            new Column("verdict", IsWords: true),
        ],
        Rows = [.. result.Rows.Select(Cells)],
        Notes =
        [
            result.About,
            "Intervals are 95 % bootstrap intervals over tracks, of means over the repeats; "
                + "changes are paired, on the same tracks, folds and seeds. No effect: the interval of the change holds zero.",
            Invariant($"'all' does each step to {100 * AblationCondition.ShareOfAll:0} % of the copies. ")
                + Invariant($"With {result.Rows.Count - 1} comparisons one in twenty looks like an effect by chance."),
        ],
    };

    private static Cell[] Cells(AblationRow row) =>
    [
        row.Name,
        Fixed(row.Top1, row.Top1Interval),
        Change(row.Top1Change, row.Top1ChangeInterval),
        Fixed(row.Top2),
        Fixed(row.MacroF1),
        Fixed(row.LogLoss),
        Change(row.LogLossChange, row.LogLossChangeInterval),
        row.Verdict.Length == 0 ? None : row.Verdict,
    ];

    private static string Change(double? change, ConfidenceInterval? interval) => interval is null ? None
        : Invariant($"{change:+0.000;−0.000;0.000} ({interval.Lower:+0.000;−0.000;0.000} to {interval.Upper:+0.000;−0.000;0.000})");
}
