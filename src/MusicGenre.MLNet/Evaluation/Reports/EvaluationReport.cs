using System.Text;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Reports.Figures;
using MusicGenre.MLNet.Evaluation.Reports.Html;

namespace MusicGenre.MLNet.Evaluation.Reports;

/// <summary>
/// Figures of a classifier for people and machines: one self-contained web page, PNG pictures, JSON, CSV, and a model card. Made by
/// <see cref="EvaluationResult.ToReport"/> and <see cref="CrossValidationResult.ToReport"/>. Every file is written beside its place and then moved
/// there, so a half-written one is never seen.
/// </summary>
public sealed class EvaluationReport
{
    // Fewer tracks than this say nothing of calibration.
    private const int LeastForCalibration = 10;

    internal EvaluationReport(EvaluationResult result, CrossValidationResult? folds, ReportOptions? options)
    {
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

    internal ReportOptions Options { get; }

    /// <summary>
    /// Writes everything into a folder: <c>report.html</c>, <c>report.json</c>, <c>answers.csv</c>, <c>genres.csv</c>, <c>confusion.csv</c>,
    /// <c>model-card.md</c>, and the pictures.
    /// </summary>
    /// <param name="folder">The folder; it is made if it is not there, and files of these names are replaced.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The paths of the files, the page first.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> Save(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        string Place(string name) => Path.Combine(folder, name);
        SaveHtml(Place("report.html"), cancellationToken);
        SaveJson(Place("report.json"));
        SaveCsv(Place("answers.csv"));
        WriteText(Place("genres.csv"), ReportCsv.Genres(this));
        WriteText(Place("confusion.csv"), ReportCsv.Confusion(this));
        SaveModelCard(Place("model-card.md"));
        IReadOnlyList<string> pictures = SavePictures(folder, cancellationToken);
        return [Place("report.html"), Place("report.json"), Place("answers.csv"), Place("genres.csv"), Place("confusion.csv"), Place("model-card.md"), .. pictures];
    }

    /// <summary>Writes the web page: one file with everything in it but the audio, which it links to.</summary>
    /// <param name="path">The file. Links to audio are relative to its folder where that is possible.</param>
    /// <param name="cancellationToken">Stops between two thumbnails.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveHtml(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        WriteText(path, HtmlReport.Render(this, Path.GetDirectoryName(Path.GetFullPath(path))!, cancellationToken));
    }

    /// <summary>
    /// Draws <c>confusion-matrix.png</c>, <c>genres.png</c>, <c>reliability.png</c> (if there is a calibration) and <c>learning-curves.png</c> (if
    /// networks were trained as a whole).
    /// </summary>
    /// <param name="folder">The folder, which must be there.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <returns>The paths of the pictures.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> SavePictures(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var paths = new List<string>();
        foreach ((string name, byte[] png) in ReportPictures.Draw(this))
        {
            cancellationToken.ThrowIfCancellationRequested();
            paths.Add(Path.Combine(folder, name));
            AtomicFile.Write(paths[^1], png);
        }
        return paths;
    }

    /// <summary>Writes all figures as JSON: fractions 0…1, times in seconds.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveJson(string path) => WriteText(path, ReportJson.Write(this));

    /// <summary>Writes one line for each track as CSV (RFC 4180, UTF-8): what it is, what it was taken for, and all probabilities.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path) => WriteText(path, ReportCsv.Answers(this));

    /// <summary>Writes a model card in Markdown (after Mitchell et al., "Model Cards for Model Reporting", 2019).</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveModelCard(string path) => WriteText(path, ModelCard.Write(this));

    private static IEnumerable<WrongTrack> Wrong(EvaluationResult result)
    {
        string[] genres = [.. result.Metrics.Genres];
        return result.Tracks
            .Select(track =>
            {
                ReadOnlySpan<float> probabilities = track.Probabilities.Span;
                int predicted = MetricsCalculator.Predicted(probabilities, genres);
                return new WrongTrack(track.Track, track.Genre, genres[predicted], probabilities[predicted], probabilities[Array.IndexOf(genres, track.Genre)]);
            })
            .Where(track => track.Genre != track.Predicted)
            .OrderByDescending(track => track.Confidence)
            .ThenBy(track => track.Track, StringComparer.Ordinal);
    }

    private static void WriteText(string path, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
    }
}
