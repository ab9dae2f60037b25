using System.Text;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Reports.Figures;
using MusicGenre.MLNet.Reports.Html;

namespace MusicGenre.MLNet.Reports;

/// <summary>
/// Figures of a classifier for people and machines: one self-contained web page, PNG pictures, JSON, CSV, and a model card. Created by
/// <see cref="ReportExtensions.ToReport(EvaluationResult, ReportOptions?)"/>. Every file replaces an existing one at once when it is
/// complete.
/// </summary>
public sealed class EvaluationReport
{
    /// <summary>What it says; each form of the report is written from this.</summary>
    internal ReportContent Content { get; }

    internal EvaluationReport(EvaluationResult result, CrossValidationResult? folds, ReportOptions? options)
        => Content = new ReportContent(result, folds, options);

    /// <summary>The heading.</summary>
    public string Title => Content.Title;

    /// <summary>The figures; those of all folds together if it was a cross-validation.</summary>
    public EvaluationResult Result => Content.Result;

    /// <summary>The folds; <see langword="null"/> if it was none.</summary>
    public CrossValidationResult? CrossValidation => Content.CrossValidation;

    /// <summary>What temperature scaling does; <see langword="null"/> if there are too few tracks to tell.</summary>
    public CalibrationResult? Calibration => Content.Calibration;

    /// <summary>The most confidently wrong tracks, the most confident first.</summary>
    public IReadOnlyList<WrongTrack> Mistakes => Content.Mistakes;

    /// <summary>
    /// Writes everything into a folder: <c>report.html</c>, <c>report.json</c>, <c>answers.csv</c>, <c>genres.csv</c>,
    /// <c>confusion.csv</c>,
    /// <c>model-card.md</c>, and the pictures.
    /// </summary>
    /// <param name="folder">The folder; it is created if missing, and files of these names are replaced.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The paths of the files, the page first.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> Save(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        (string Name, Action<string> Write)[] files =
        [
            ("report.html", path => SaveHtml(path, cancellationToken)),
            ("report.json", SaveJson),
            ("answers.csv", SaveCsv),
            ("genres.csv", path => WriteText(path, ReportCsv.Genres(Content))),
            ("confusion.csv", path => WriteText(path, ReportCsv.Confusion(Content))),
            ("model-card.md", SaveModelCard),
        ];
        foreach ((string name, Action<string> write) in files)
            write(Path.Combine(folder, name));
        return [.. files.Select(file => Path.Combine(folder, file.Name)), .. SavePictures(folder, cancellationToken)];
    }

    /// <summary>Writes the web page: one file with everything in it but the audio, which it links to.</summary>
    /// <param name="path">The file. Links to audio are relative to its folder where that is possible.</param>
    /// <param name="cancellationToken">Stops between two thumbnails.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveHtml(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        WriteText(path, HtmlReport.Render(Content, Path.GetDirectoryName(Path.GetFullPath(path))!, cancellationToken));
    }

    /// <summary>
    /// Draws <c>confusion-matrix.png</c>, <c>genres.png</c>, <c>reliability.png</c> (of at least 100 tracks) and <c>learning-curves.png</c>
    /// (if networks were trained as a whole).
    /// </summary>
    /// <param name="folder">The folder, which must be there.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <returns>The paths of the pictures.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> SavePictures(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var paths = new List<string>();
        foreach ((string name, byte[] png) in ReportPictures.Draw(Content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            paths.Add(Path.Combine(folder, name));
            AtomicFile.Write(paths[^1], png);
        }
        return paths;
    }

    /// <summary>Writes all figures as JSON: fractions 0…1, times in seconds.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveJson(string path) => WriteText(path, ReportJson.Write(Content));

    /// <summary>
    /// Writes one line for each track as CSV (RFC 4180, UTF-8): what it is, what it was taken for, and all probabilities.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path) => WriteText(path, ReportCsv.Answers(Content));

    /// <summary>Writes a model card in Markdown (after Mitchell et al., "Model Cards for Model Reporting", 2019).</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveModelCard(string path) => WriteText(path, ModelCard.Write(Content));

    private static void WriteText(string path, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
    }
}
