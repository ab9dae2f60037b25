using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Reports;

/// <summary>All figures of a report as JSON.</summary>
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    private static readonly ReportJson Form = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // Letters of all scripts as they are, but nothing that could end a script element.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    public static string Write(EvaluationReport report) => JsonSerializer.Serialize(Document(report), Form.ReportDocument) + "\n";

    private static ReportDocument Document(EvaluationReport report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        EvaluationOrigin? origin = report.Result.Origin;
        return new ReportDocument(
            report.Title,
            report.Result.Split,
            metrics.Seed,
            metrics.Count,
            metrics.Genres,
            metrics.Top1,
            Ends(metrics.Top1Interval),
            metrics.Warning,
            metrics.TopK(2),
            metrics.TopK(3),
            metrics.MacroF1,
            metrics.LogLoss,
            report.Result.Trust,
            metrics.PerGenre,
            metrics.Confusion.Counts,
            report.CrossValidation is { } folds
                ? [.. folds.Folds.Select(f => new ReportDocument.Fold(
                    f.Name, f.Result.Metrics.Count, f.Result.Metrics.Top1, f.Result.Metrics.MacroF1))]
                : null,
            report.Calibration is { } calibration ? Write(calibration) : null,
            origin is null ? null : new ReportDocument.CheckPart(
                origin.Check.Grouping.ToString(), origin.Check.Meaning, origin.Check.HasLeak, origin.Check.SharedGroups,
                origin.Check.DuplicatesAcross, [.. origin.Check.Warnings, .. origin.Training?.Warnings ?? []]),
            origin?.Duplicates,
            report.Result.Random is { } random
                ? new ReportDocument.RandomPart(
                    random.Split, random.Metrics.Top1, Ends(random.Metrics.Top1Interval), random.Metrics.MacroF1)
                : null,
            report.Mistakes,
            [.. ReportWords.Skipped(report).Select(file => new ReportDocument.SkippedPart(file.Path, file.Reason))],
            origin?.Training?.LearningCurves,
            ReportWords.Settings(report).ToDictionary(s => s.Name, s => s.Value));
    }

    private static double[] Ends(ConfidenceInterval interval) => [interval.Lower, interval.Upper];

    private static ReportDocument.CalibrationPart Write(CalibrationResult calibration) => new(
        calibration.Method,
        calibration.Before.Bins.Count,
        calibration.Before.ExpectedError,
        calibration.After.ExpectedError,
        calibration.Before.LogLoss,
        calibration.After.LogLoss,
        [.. calibration.PerPart.Select(t => t.Temperature)],
        calibration.Overall.Temperature,
        calibration.Before.Bins,
        calibration.After.Bins);
}
