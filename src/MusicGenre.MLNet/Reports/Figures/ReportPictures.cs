using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Reports.Figures;

/// <summary>Draws the pictures of a report.</summary>
internal static class ReportPictures
{
    /// <summary>File names and the bytes of PNGs.</summary>
    public static IEnumerable<(string Name, byte[] Png)> Draw(ReportContent report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        string title = ReportWords.Invariant($"{100 * metrics.Top1:0.0} % of {metrics.Count} tracks right");
        yield return ("confusion-matrix.png", ConfusionMatrixFigure.Render(metrics.Confusion, title));
        string genres = $"Genre by genre, macro F1 {ReportWords.Fixed(metrics.MacroF1)}";
        yield return ("genres.png", GenreBarsFigure.Render(metrics.PerGenre, genres));
        if (report is { Calibration: { } calibration, HasDiagram: true })
            yield return ("reliability.png", ReliabilityFigure.Render(calibration));
        if (report.LearningCurves is { Count: > 0 } curves)
            yield return ("learning-curves.png", LearningCurvesFigure.Render(curves));
    }
}
