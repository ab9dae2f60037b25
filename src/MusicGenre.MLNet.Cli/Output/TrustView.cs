using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Reports;
using Spectre.Console;
using static MusicGenre.MLNet.Cli.Output.Words;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows how far figures can be trusted: calibration, the random split, near-identical recordings, warnings.</summary>
internal sealed class TrustView(IAnsiConsole console)
{
    /// <summary>Shows the figures of a random split, near-identical recordings, and warnings.</summary>
    public void Show(EvaluationResult result)
    {
        if (result.Metrics.Warning is { } few)
            console.WriteLine(few, new Style(Color.Yellow));
        if (result.Origin is not { } origin)
            return;
        if (result.Random is { Metrics: var random } split)
            console.WriteLine(
                $"With {split.Split}: {Percent(random.Top1)} right (95 % interval {Percent(random.Top1Interval.Lower)} to "
                + $"{Percent(random.Top1Interval.Upper)}) instead of {Percent(result.Metrics.Top1)}");
        if (origin.Duplicates is { } duplicates)
            Show(duplicates);
        foreach (string warning in origin.Check.Warnings)
            console.WriteLine(warning, new Style(Color.Yellow));
        console.WriteLine();
    }

    /// <summary>Shows near-identical recordings.</summary>
    public void Show(DuplicateReport duplicates)
    {
        console.WriteLine(Invariant(
            $"{Count(duplicates.Pairs.Count, "pair")} of near-identical recordings among {duplicates.Files} files ")
            + Invariant($"({duplicates.Candidates} pairs compared)"));
        foreach (DuplicatePair pair in duplicates.Pairs)
            console.WriteLine(Invariant(
                $"  {pair.First} = {pair.Second} (alike {pair.Correlation:0.00}, offset {pair.Offset.TotalSeconds:0.0} s)"));
    }

    /// <summary>Shows the calibration of a report.</summary>
    public void Show(EvaluationReport report)
    {
        if (report.Calibration is not { } calibration)
            return;
        string temperatures = string.Join(", ", calibration.PerPart.Select(part => Invariant($"{part.Temperature:0.00}")));
        console.WriteLine(
            $"Expected calibration error, {Reliability.DefaultBins} bins: {Fixed(calibration.Before.ExpectedError)}; "
            + $"after temperature scaling {Fixed(calibration.After.ExpectedError)}; log-loss {Fixed(calibration.Before.LogLoss)} and "
            + $"{Fixed(calibration.After.LogLoss)}; temperatures {temperatures}");
        if (report.CrossValidation is { } folds)
            ShowOtherWay(folds);
    }

    // How another way to fit temperatures would have done: without it nobody could tell whether the one above was chosen for its figure.
    private void ShowOtherWay(CrossValidationResult folds)
    {
        if (folds.Folds.Count < 2 || folds.Folds.Any(fold => fold.Result.Temperature is null))
            return;
        var other = CalibrationResult.CrossFit(
            folds.Pooled.Metrics.Genres, [.. folds.Folds.Select(fold => fold.Result.Unscaled)], "the other folds");
        console.WriteLine(
            $"  with temperatures fitted on the other folds' held-out answers instead: {Fixed(other.After.ExpectedError)}, "
            + $"log-loss {Fixed(other.After.LogLoss)}");
    }
}
