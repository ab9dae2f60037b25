using System.Text;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Reports.Figures;
using MusicGenre.MLNet.Reports.Html;

namespace MusicGenre.MLNet;

/// <summary>Shows results to people: reports and pictures. Each file replaces an existing one when it is complete.</summary>
public static class ReportExtensions
{
    /// <summary>Creates a report to save: a web page, pictures, tables, a model card.</summary>
    /// <param name="result">The result.</param>
    /// <param name="options">What it shows; <see langword="null"/> for the defaults.</param>
    public static EvaluationReport ToReport(this EvaluationResult result, ReportOptions? options = null) => new(result, null, options);

    /// <summary>Creates a report on all folds together.</summary>
    /// <inheritdoc cref="ToReport(EvaluationResult, ReportOptions?)"/>
    public static EvaluationReport ToReport(this CrossValidationResult result, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new EvaluationReport(result.Pooled, result, options);
    }

    /// <summary>
    /// Writes everything into a folder: <c>report.html</c>; <c>report.json</c> with fractions 0…1 and times in seconds; as CSV (RFC 4180,
    /// UTF-8) <c>answers.csv</c>, one line a track, <c>genres.csv</c> and <c>confusion.csv</c>; <c>model-card.md</c> (after Mitchell et
    /// al., "Model Cards for Model Reporting", 2019); and the pictures.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">The folder; it is created if missing, and files of these names are replaced.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The paths of the files, the page first.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Save(this EvaluationReport report, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        (string Name, Action<string> Write)[] files =
        [
            ("report.html", path => report.SaveHtml(path, cancellationToken)),
            ("report.json", report.SaveJson),
            ("answers.csv", report.SaveCsv),
            ("genres.csv", path => WriteText(path, ReportCsv.Genres(report))),
            ("confusion.csv", path => WriteText(path, ReportCsv.Confusion(report))),
            ("model-card.md", report.SaveModelCard),
        ];
        foreach ((string name, Action<string> write) in files)
            write(Path.Combine(folder, name));
        return [.. files.Select(file => Path.Combine(folder, file.Name)), .. report.SavePictures(folder, cancellationToken)];
    }

    /// <summary>Writes the web page: one file with everything in it but the audio, which it links to.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file. Links to audio are relative to its folder where that is possible.</param>
    /// <param name="cancellationToken">Stops between two thumbnails.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveHtml(this EvaluationReport report, string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        WriteText(path, HtmlReport.Render(report, Path.GetDirectoryName(Path.GetFullPath(path))!, cancellationToken));
    }

    /// <summary>
    /// Draws a confusion matrix: a row for each true genre, a column for each predicted one. Cells hold the counts; their color is the
    /// share of the row, so that genres with few tracks are as visible as those with many.
    /// </summary>
    /// <param name="matrix">The matrix, of up to 200 genres.</param>
    /// <param name="title">The text above the picture; nothing if null or empty.</param>
    /// <returns>The bytes of a PNG, whose size follows from the number of genres.</returns>
    /// <exception cref="ArgumentException">There are more than 200 genres.</exception>
    public static byte[] RenderPicture(this ConfusionMatrix matrix, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return ConfusionMatrixFigure.Render(matrix, title);
    }

    /// <summary>Draws a confusion matrix and saves it as a PNG.</summary>
    /// <param name="matrix">The matrix, of up to 200 genres.</param>
    /// <param name="path">The file.</param>
    /// <param name="title">The text above the picture; nothing if null or empty.</param>
    /// <exception cref="ArgumentException">There are more than 200 genres.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePicture(this ConfusionMatrix matrix, string path, string? title = null)
        => AtomicFile.Write(path, matrix.RenderPicture(title));

    /// <summary>Draws the spectrogram with the patches that spoke for and against the genre, and the moments below it.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="title">The text above the picture; <see langword="null"/> for the genre and its probability.</param>
    /// <returns>The bytes of a PNG.</returns>
    public static byte[] RenderPicture(this Explanation explanation, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return ExplanationFigure.Render(explanation, title);
    }

    /// <summary>Draws an explanation and saves it as a PNG.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="path">The file.</param>
    /// <param name="title">The text above the picture; <see langword="null"/> for the genre and its probability.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePicture(this Explanation explanation, string path, string? title = null)
        => AtomicFile.Write(path, explanation.RenderPicture(title));

    /// <summary>
    /// Draws <c>confusion-matrix.png</c> and <c>genres.png</c> (of at most 200 genres), <c>reliability.png</c> (of at least 100 tracks) and
    /// <c>learning-curves.png</c> (if networks were trained as a whole) into a folder.
    /// </summary>
    /// <returns>The paths of the pictures.</returns>
    internal static IReadOnlyList<string> SavePictures(
        this EvaluationReport report, string folder, CancellationToken cancellationToken = default)
    {
        var paths = new List<string>();
        foreach ((string name, byte[] png) in Pictures(report))
        {
            cancellationToken.ThrowIfCancellationRequested();
            paths.Add(Path.Combine(folder, name));
            AtomicFile.Write(paths[^1], png);
        }
        return paths;
    }

    internal static void SaveJson(this EvaluationReport report, string path) => WriteText(path, ReportJson.Write(report));

    internal static void SaveCsv(this EvaluationReport report, string path) => WriteText(path, ReportCsv.Answers(report));

    internal static void SaveModelCard(this EvaluationReport report, string path) => WriteText(path, ModelCard.Write(report));

    /// <summary>Draws the pictures of a report: file names and the bytes of PNGs.</summary>
    internal static IEnumerable<(string Name, byte[] Png)> Pictures(EvaluationReport report)
    {
        EvaluationMetrics metrics = report.Result.Metrics;
        bool isDrawn = metrics.Confusion.Genres.Count <= ConfusionMatrixFigure.MostGenres;
        string title = ReportWords.Invariant($"{100 * metrics.Top1:0.0} % of {metrics.Count} tracks right");
        if (isDrawn)
            yield return ("confusion-matrix.png", ConfusionMatrixFigure.Render(metrics.Confusion, title));
        string genres = $"Genre by genre, macro F1 {ReportWords.Fixed(metrics.MacroF1)}";
        if (isDrawn)
            yield return ("genres.png", GenreBarsFigure.Render(metrics.PerGenre, genres));
        if (report is { Calibration: { } calibration, HasDiagram: true })
            yield return ("reliability.png", ReliabilityFigure.Render(calibration));
        if (report.LearningCurves is { Count: > 0 } curves)
            yield return ("learning-curves.png", LearningCurvesFigure.Render(curves));
    }

    private static void WriteText(string path, string text) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
}
