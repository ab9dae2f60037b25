using MusicGenre.MLNet.Cli.Output;
using static MusicGenre.MLNet.Cli.Output.Words;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>An ablation as a table.</summary>
internal static class AblationTable
{
    /// <summary>Gets the table.</summary>
    /// <param name="about">What it was measured on, in one line.</param>
    /// <param name="rows">One row a condition, the one without augmentation first.</param>
    public static TextTable Of(string about, IReadOnlyList<AblationRow> rows) => new()
    {
        Columns =
        [
            .. TextTable.ColumnsOf(1, "augmentation", "top-1", "change of top-1", "top-2", "macro F1", "log-loss", "change of log-loss"),
            new Column("verdict", IsWords: true),
        ],
        Rows = [.. rows.Select(Cells)],
        Notes =
        [
            about,
            "Intervals are 95 % bootstrap intervals over tracks, of means over the repeats; "
                + "changes are paired, on the same tracks, folds and seeds. No effect: the interval of the change holds zero.",
            Invariant($"'all' does each step to {100 * AblationCondition.ShareOfAll:0} % of the copies. ")
                + Invariant($"With {rows.Count - 1} comparisons one in twenty looks like an effect by chance."),
        ],
    };

    private static Cell[] Cells(AblationRow row) =>
    [
        row.Name,
        Fixed(row.Top1.Mean, row.Top1.Interval),
        Change(row.Top1Change),
        Fixed(row.Top2),
        Fixed(row.MacroF1),
        Fixed(row.LogLoss),
        Change(row.LogLossChange),
        row.Verdict.Length == 0 ? None : row.Verdict,
    ];

    private static string Change(Estimate? change)
        => change is null ? None : $"{Signed(change.Mean)} ({Signed(change.Interval.Lower)} to {Signed(change.Interval.Upper)})";

    private static string Signed(double value) => Invariant($"{value:+0.000;−0.000;0.000}");
}
