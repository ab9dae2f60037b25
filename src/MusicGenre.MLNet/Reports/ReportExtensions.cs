using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Reports.Figures;

namespace MusicGenre.MLNet;

/// <summary>Shows results to people: reports and pictures.</summary>
public static class ReportExtensions
{
    /// <summary>Creates a report to save: a web page, pictures, tables, a model card.</summary>
    /// <param name="result">The figures.</param>
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

    /// <summary>Draws a confusion matrix and saves it as a PNG, which replaces the file at once when it is complete.</summary>
    /// <param name="matrix">The matrix, of up to 200 genres.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="title">The text above the picture; nothing if null or empty.</param>
    /// <exception cref="ArgumentException">There are more than 200 genres.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePicture(this ConfusionMatrix matrix, string path, string? title = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, matrix.RenderPicture(title));
    }

    /// <summary>Draws the spectrogram with the patches that spoke for and against the genre, and the moments below it.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="title">The text above the picture; <see langword="null"/> for the genre and its probability.</param>
    /// <returns>The bytes of a PNG.</returns>
    public static byte[] RenderPicture(this Explanation explanation, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return ExplanationFigure.Render(explanation, title);
    }

    /// <summary>Draws an explanation and saves it as a PNG, which replaces the file at once when it is complete.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="title">The text above the picture; <see langword="null"/> for the genre and its probability.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePicture(this Explanation explanation, string path, string? title = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, explanation.RenderPicture(title));
    }
}
