using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Reports;

/// <summary>
/// Holds what a report says. <see cref="ReportExtensions.ToReport(EvaluationResult, ReportOptions?)"/> creates it, and
/// <see cref="ReportExtensions.Save(EvaluationReport, string, CancellationToken)"/> writes it as web page, pictures, JSON, CSV and model
/// card.
/// </summary>
public sealed class EvaluationReport
{
    /// <summary>With fewer tracks than this, most bins of a reliability diagram hold one or two, whose bars are chance.</summary>
    internal const int LeastForDiagram = 100;

    // Fewer tracks than this say nothing of calibration.
    private const int LeastForCalibration = 10;

    internal EvaluationReport(EvaluationResult result, CrossValidationResult? folds, ReportOptions? options)
    {
        ArgumentNullException.ThrowIfNull(result);
        options ??= new ReportOptions();
        options.Validate();
        (Result, CrossValidation, Options) = (result, folds, options);
        bool canCalibrate = result.Tracks.Count >= LeastForCalibration && folds is null or { Folds.Count: > 1 };
        Calibration = !canCalibrate ? null : folds?.Calibrate() ?? result.Calibrate();
        string? data = result.Origin is { } origin ? Path.GetFileName(Path.TrimEndingDirectorySeparator(origin.DataDirectory)) : null;
        Title = options.Title ?? (data is null ? "Music genre classification" : $"Music genre classification: {data}");
        Mistakes = [.. Wrong(result).Take(options.Mistakes)];
    }

    /// <summary>Gets the heading.</summary>
    public string Title { get; }

    /// <summary>Gets the result; that over all folds for a cross-validation.</summary>
    public EvaluationResult Result { get; }

    /// <summary>Gets the folds; <see langword="null"/> without a cross-validation.</summary>
    public CrossValidationResult? CrossValidation { get; }

    /// <summary>Gets what temperature scaling does; <see langword="null"/> if there are too few tracks to tell.</summary>
    public CalibrationResult? Calibration { get; }

    /// <summary>Gets the most confidently wrong tracks, the most confident first.</summary>
    public IReadOnlyList<WrongTrack> Mistakes { get; }

    internal ReportOptions Options { get; }

    /// <summary>Whether there are enough tracks for a reliability diagram.</summary>
    internal bool HasDiagram => Result.Tracks.Count >= LeastForDiagram;

    /// <summary>Gets the learning curves of networks that were trained as a whole; empty for heads.</summary>
    internal IReadOnlyList<LearningCurve> LearningCurves => Result.Origin?.Training?.LearningCurves ?? [];

    private static IEnumerable<WrongTrack> Wrong(EvaluationResult result)
    {
        IReadOnlyList<string> genres = result.Metrics.Genres;
        IEnumerable<WrongTrack> wrong =
            from track in result.Tracks
            let predicted = track.Predicted(genres)
            where genres[predicted] != track.Genre
            let probabilities = track.Probabilities.ToArray()
            let right = probabilities[GenreList.IndexOf(genres, track.Genre, nameof(result))]
            select new WrongTrack(track.Track, track.Genre, genres[predicted], probabilities[predicted], right);
        return wrong.OrderByDescending(track => track.Confidence).ThenBy(track => track.Track, StringComparer.Ordinal);
    }
}
