using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>What one condition achieved: means over tracks and repeats. Changes are null for the one without augmentation.</summary>
internal sealed record AblationRow(
    string Name, Estimate Top1, Estimate? Top1Change, double Top2, double MacroF1, double LogLoss, Estimate? LogLossChange)
{
    /// <summary>Gets the verdict in words: an interval that holds zero shows no effect.</summary>
    public string Verdict => Top1Change is null || LogLossChange is null ? ""
        : $"top-1: {Word(Top1Change.Interval, "better", "worse")}; log-loss: {Word(LogLossChange.Interval, "worse", "better")}";

    /// <summary>Compares a condition with the one without augmentation.</summary>
    public static AblationRow Of(string name, TrackScores scores, TrackScores? without) => new(
        name,
        Estimate.Of(scores.Top1),
        without is null ? null : Estimate.OfChange(scores.Top1, without.Top1),
        scores.Top2.Average(),
        scores.MacroF1,
        scores.Loss.Average(),
        without is null ? null : Estimate.OfChange(scores.Loss, without.Loss));

    private static string Word(ConfidenceInterval interval, string more, string less)
        => interval.Lower > 0 ? more : interval.Upper < 0 ? less : "no effect";
}
