using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet.Reports;

/// <summary>The JSON of a report: its names and their order are the format.</summary>
internal sealed record ReportDocument(
    string Title,
    string Split,
    int Seed,
    int Tracks,
    IReadOnlyList<string> Genres,
    double Top1,
    double[] Top1Interval,
    string? Warning,
    double Top2,
    double Top3,
    double MacroF1,
    double LogLoss,
    TrustFigures? Trust,
    IReadOnlyList<GenreMetrics> PerGenre,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    ReportDocument.Fold[]? Folds,
    ReportDocument.CalibrationPart? Calibration,
    ReportDocument.CheckPart? Check,
    DuplicateReport? Duplicates,
    ReportDocument.RandomPart? Random,
    IReadOnlyList<WrongTrack> Mistakes,
    ReportDocument.SkippedPart[] Skipped,
    IReadOnlyList<LearningCurve>? LearningCurves,
    Dictionary<string, string> Settings)
{
    internal sealed record Fold(string Name, int Tracks, double Top1, double MacroF1);

    internal sealed record RandomPart(string Split, double Top1, double[] Top1Interval, double MacroF1);

    internal sealed record SkippedPart(string Path, string Reason);

    internal sealed record CheckPart(
        string Grouping, string Meaning, bool HasLeak, IReadOnlyList<string> SharedGroups, IReadOnlyList<DuplicatePair>? DuplicatesAcross,
        IReadOnlyList<string> Warnings);

    internal sealed record CalibrationPart(
        string Method,
        int Bins,
        double ExpectedErrorBefore,
        double ExpectedErrorAfter,
        double LogLossBefore,
        double LogLossAfter,
        double[] Temperatures,
        double Temperature,
        IReadOnlyList<ReliabilityBin> Before,
        IReadOnlyList<ReliabilityBin> After);
}
