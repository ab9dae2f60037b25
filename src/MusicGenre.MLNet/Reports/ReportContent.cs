using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Reports;

/// <summary>What a report says, before it is written in one form or another.</summary>
internal sealed class ReportContent
{
    /// <summary>With fewer tracks than this, most bins of a reliability diagram hold one or two, whose bars are chance.</summary>
    public const int LeastForDiagram = 100;

    // Fewer tracks than this say nothing of calibration.
    private const int LeastForCalibration = 10;

    public ReportContent(EvaluationResult result, CrossValidationResult? folds, ReportOptions? options)
    {
        ArgumentNullException.ThrowIfNull(result);
        options ??= new ReportOptions();
        options.Validate();
        (Result, CrossValidation, Options) = (result, folds, options);
        bool canCalibrate = result.Tracks.Count >= LeastForCalibration && folds is null or { Folds.Count: > 1 };
        Calibration = !canCalibrate ? null : folds?.Calibrate() ?? result.Calibrate();
        string? data = result.Origin is { } origin ? Path.GetFileName(Path.TrimEndingDirectorySeparator(origin.DataDirectory)) : null;
        Title = options.Title ?? (data is null ? "Music genre classification" : $"Music genre classification: {data}");
        Mistakes = Wrong(result).Take(options.Mistakes).ToArray();
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The figures; those of all folds together if it was a cross-validation.</summary>
    public EvaluationResult Result { get; }

    /// <summary>The folds; <see langword="null"/> if it was none.</summary>
    public CrossValidationResult? CrossValidation { get; }

    /// <summary>What temperature scaling does; <see langword="null"/> if there are too few tracks to tell.</summary>
    public CalibrationResult? Calibration { get; }

    /// <summary>The most confidently wrong tracks, the most confident first.</summary>
    public IReadOnlyList<WrongTrack> Mistakes { get; }

    /// <summary>What it shows.</summary>
    public ReportOptions Options { get; }

    /// <summary>Whether there are enough tracks for a reliability diagram.</summary>
    public bool HasDiagram => Result.Tracks.Count >= LeastForDiagram;

    /// <summary>The learning curves of networks that were trained as a whole; none for heads.</summary>
    public IReadOnlyList<LearningCurve> LearningCurves => Result.Origin?.Training?.LearningCurves ?? [];

    private static IEnumerable<WrongTrack> Wrong(EvaluationResult result)
    {
        string[] genres = [.. result.Metrics.Genres];
        return result.Tracks
            .Select(track =>
            {
                ReadOnlySpan<float> probabilities = track.Probabilities.Span;
                int predicted = track.Predicted(genres);
                float right = probabilities[Array.IndexOf(genres, track.Genre)];
                return new WrongTrack(track.Track, track.Genre, genres[predicted], probabilities[predicted], right);
            })
            .Where(track => track.Genre != track.Predicted)
            .OrderByDescending(track => track.Confidence)
            .ThenBy(track => track.Track, StringComparer.Ordinal);
    }
}
