using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Reports;

/// <summary>All figures of a report as JSON.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // Letters of all scripts as they are, but nothing that could end a script element.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Write(EvaluationReport report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        var origin = report.Result.Origin;
        return JsonSerializer.Serialize(
            new
            {
                report.Title,
                Split = report.Result.Split,
                metrics.Seed,
                Tracks = metrics.Count,
                metrics.Genres,
                metrics.Top1,
                Top1Interval = Ends(metrics.Top1Interval),
                metrics.Warning,
                Top2 = metrics.TopK(2),
                Top3 = metrics.TopK(3),
                metrics.MacroF1,
                metrics.LogLoss,
                report.Result.Trust,
                metrics.PerGenre,
                Confusion = metrics.Confusion.Counts,
                Folds = report.CrossValidation?.Folds.Select(
                    f => new { f.Name, Tracks = f.Result.Metrics.Count, f.Result.Metrics.Top1, f.Result.Metrics.MacroF1 }),
                Calibration = report.Calibration is { } calibration ? Write(calibration) : null,
                Check = origin is null ? null : new
                {
                    Grouping = origin.Check.Grouping.ToString(),
                    origin.Check.Meaning,
                    origin.Check.HasLeak,
                    origin.Check.SharedGroups,
                    origin.Check.DuplicatesAcross,
                    origin.Check.Warnings,
                },
                Duplicates = origin?.Duplicates,
                Random = report.Result.Random is { } random
                    ? new { random.Split, random.Metrics.Top1, Top1Interval = Ends(random.Metrics.Top1Interval), random.Metrics.MacroF1 }
                    : null,
                report.Mistakes,
                Skipped = ReportWords.Skipped(report).Select(file => new { file.Path, file.Reason }),
                LearningCurves = origin?.Training?.LearningCurves,
                Settings = ReportWords.Settings(report).ToDictionary(s => s.Name, s => s.Value),
            },
            Format) + "\n";
    }

    private static double[] Ends(ConfidenceInterval interval) => [interval.Lower, interval.Upper];

    private static object Write(CalibrationResult calibration) => new
    {
        calibration.Method,
        Bins = calibration.Before.Bins.Count,
        ExpectedErrorBefore = calibration.Before.ExpectedError,
        ExpectedErrorAfter = calibration.After.ExpectedError,
        LogLossBefore = calibration.Before.LogLoss,
        LogLossAfter = calibration.After.LogLoss,
        Temperatures = calibration.PerPart.Select(t => t.Temperature),
        Temperature = calibration.Overall.Temperature,
        Before = calibration.Before.Bins,
        After = calibration.After.Bins,
    };
}
