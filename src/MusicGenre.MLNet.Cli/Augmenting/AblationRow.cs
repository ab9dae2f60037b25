using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>What one condition achieved: means over tracks and repeats, with 95 % intervals over tracks.</summary>
/// <param name="Name">The condition.</param>
/// <param name="Top1">Share ranked first.</param>
/// <param name="Top1Interval">Its interval.</param>
/// <param name="Top1Change">By how much it is more than without augmentation, on the same tracks; null for that itself.</param>
/// <param name="Top1ChangeInterval">Its paired interval.</param>
/// <param name="Top2">Share ranked first or second.</param>
/// <param name="MacroF1">Mean macro F1.</param>
/// <param name="LogLoss">Mean log-loss.</param>
/// <param name="LogLossChange">By how much it is more than without augmentation; null for that itself.</param>
/// <param name="LogLossChangeInterval">Its paired interval.</param>
internal sealed record AblationRow(
    string Name, double Top1, ConfidenceInterval Top1Interval, double? Top1Change, ConfidenceInterval? Top1ChangeInterval,
    double Top2, double MacroF1, double LogLoss, double? LogLossChange, ConfidenceInterval? LogLossChangeInterval)
{
    /// <summary>The verdict in words: an interval that holds zero shows no effect.</summary>
    public string Verdict
        => Top1ChangeInterval is null ? "" : $"top-1: {Word(Top1ChangeInterval, 1)}; log-loss: {Word(LogLossChangeInterval!, -1)}";

    /// <summary>Compares a condition with the one without augmentation.</summary>
    public static AblationRow Of(string name, TrackScores scores, TrackScores? without)
    {
        double[]? top1 = without is null ? null : Difference(scores.Top1, without.Top1);
        double[]? loss = without is null ? null : Difference(scores.Loss, without.Loss);
        return new AblationRow(
            name, scores.Top1.Average(), Bootstrap.OfMean(scores.Top1), top1?.Average(), top1 is null ? null : Bootstrap.OfMean(top1),
            scores.Top2.Average(), scores.MacroF1, scores.Loss.Average(), loss?.Average(), loss is null ? null : Bootstrap.OfMean(loss));
    }

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static string Word(ConfidenceInterval interval, int better)
        => interval.Lower > 0 ? better > 0 ? "better" : "worse" : interval.Upper < 0 ? better > 0 ? "worse" : "better" : "no effect";
}
