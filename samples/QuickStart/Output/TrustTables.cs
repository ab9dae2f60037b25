using System.Globalization;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Reports;
using Spectre.Console;

namespace QuickStart.Output;

/// <summary>Shows how far figures can be trusted: calibration, the random split, near-identical recordings, warnings.</summary>
internal sealed class TrustTables(IAnsiConsole console)
{
    /// <summary>Shows the calibration, near-identical recordings and warnings of a report.</summary>
    public void Show(EvaluationReport report)
    {
        if (report.Calibration is { } calibration)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Expected calibration error, {Reliability.DefaultBins} bins: {calibration.Before.ExpectedError:0.000}; after temperature scaling {calibration.After.ExpectedError:0.000}; "
                + $"log-loss {calibration.Before.LogLoss:0.000} and {calibration.After.LogLoss:0.000}; temperatures {string.Join(", ", calibration.PerPart.Select(t => t.Temperature.ToString("0.00", CultureInfo.InvariantCulture)))}"));
            if (report.CrossValidation is { } folds)
                ShowOtherWay(folds);
        }
    }

    // How another way to fit temperatures would have done: without it nobody could tell whether the one above was chosen for its figure.
    private void ShowOtherWay(CrossValidationResult folds)
    {
        if (folds.Folds.Count < 2 || folds.Folds.Any(fold => fold.Result.Temperature is null))
            return;
        var other = CalibrationResult.CrossFit(folds.Pooled.Metrics.Genres, [.. folds.Folds.Select(fold => fold.Result.Tracks)], "the other folds");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  with temperatures fitted on the other folds' held-out answers instead: {other.After.ExpectedError:0.000}, log-loss {other.After.LogLoss:0.000}"));
    }

    /// <summary>Shows the figures of a random split, near-identical recordings, and warnings.</summary>
    public void Show(EvaluationResult result)
    {
        if (result.Origin is not { } origin)
            return;
        if (origin.Random is { Metrics: var random } split)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"With {split.Split}: {100 * random.Top1:0.0} % right (95 % interval {100 * random.Top1Interval.Lower:0.0} % to {100 * random.Top1Interval.Upper:0.0} %) instead of {100 * result.Metrics.Top1:0.0} %"));
        if (origin.Duplicates is { } duplicates)
        {
            console.WriteLine($"{duplicates.Pairs.Count} {(duplicates.Pairs.Count == 1 ? "pair" : "pairs")} of near-identical recordings among {duplicates.Files} files ({duplicates.Candidates} pairs compared)");
            foreach (var pair in duplicates.Pairs)
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pair.First} = {pair.Second} (alike {pair.Correlation:0.00}, offset {pair.Offset.TotalSeconds:0.0} s)"));
        }
        foreach (string warning in origin.Check.Warnings)
            console.WriteLine(warning, new Style(Color.Yellow));
        console.WriteLine();
    }
}
