using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation.Reports.Figures;

/// <summary>The pictures of a report.</summary>
internal static class ReportPictures
{
    /// <summary>File names and the bytes of PNGs.</summary>
    public static IEnumerable<(string Name, byte[] Png)> Draw(EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Result.Metrics;
        string title = ReportWords.Invariant($"{100 * metrics.Top1:0.0} % of {metrics.Count} tracks right");
        yield return ("confusion-matrix.png", ConfusionMatrixFigure.Render(metrics.Genres, Counts(metrics.Confusion), title));
        yield return ("genres.png", GenreBarsFigure.Render(metrics.PerGenre, ReportWords.Invariant($"Genre by genre, macro F1 {metrics.MacroF1:0.000}")));
        if (report.Calibration is { } calibration)
            yield return ("reliability.png", ReliabilityFigure.Render(calibration));
        if (report.Result.Origin?.Training?.LearningCurves is { Count: > 0 } curves)
            yield return ("learning-curves.png", LearningCurvesFigure.Render(curves));
    }

    private static int[,] Counts(ConfusionMatrix matrix)
    {
        int size = matrix.Genres.Count;
        var counts = new int[size, size];
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++)
                counts[row, column] = matrix[row, column];
        return counts;
    }
}
