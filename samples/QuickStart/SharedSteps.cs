using System.Diagnostics;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Reports;
using QuickStart.Output;
using Spectre.Console;

namespace QuickStart;

/// <summary>What the sample does whatever it measures: makes room for its files, classifies, draws, writes the results down. Its clock starts when it is made.</summary>
internal sealed class SharedSteps(QuickStartOptions options, IAnsiConsole console, TextWriter errors)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Where the pictures go.</summary>
    public string Pictures { get; } = options.PicturesDirectory ?? GalleryFolder.Find();

    /// <summary>Shows how far a step is.</summary>
    public ProgressView Progress { get; } = new(console);

    /// <summary>Shows results.</summary>
    public ResultTables Tables { get; } = new(console);

    /// <summary>Makes the folders of the files that are asked for, so that a long run does not fail at its end.</summary>
    public void MakeRoom()
    {
        OutputFile.EnsureFolderOf(options.ModelPath);
        OutputFile.EnsureFolderOf(options.JsonPath);
        OutputFile.EnsureFolder(options.ReportDirectory);
    }

    /// <summary>Tells the genre of files; what cannot be used is told as an error.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="files">The files.</param>
    /// <param name="trueGenre">Their genre, if it is known: they are then held-out tracks.</param>
    /// <param name="learned">Whether the classifier learned from them in the end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public List<PredictionResult> Classify(
        MusicGenreClassifier classifier, IReadOnlyList<string> files, string? trueGenre, bool learned, CancellationToken cancellationToken)
    {
        var answers = new List<PredictionResult>();
        foreach (PredictionResult answer in classifier.PredictMany(files, cancellationToken))
        {
            answers.Add(answer);
            if (answer.Succeeded)
                Tables.Show(answer.Path, answer.Prediction, trueGenre, learned);
            else
                errors.WriteLine($"{answer.Path}: {answer.Error}");
        }
        return answers;
    }

    /// <summary>Draws the pictures, and writes the results down for programs if that is asked for.</summary>
    public void Write(
        string data, EvaluationResult result, RunFacts facts, CrossValidationResult? folds, string? modelPath, IReadOnlyList<PredictionResult> answers,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<string> pictures = Progress.Run("Drawing", report => new Gallery(Pictures).Write(data, result, report, cancellationToken));
        console.WriteLine($"{pictures.Count} pictures in {Pictures}");
        if (options.JsonPath is null)
            return;
        RunResults.From(data, result, facts, folds, modelPath, answers, options.Seed, _clock.Elapsed).Write(options.JsonPath);
        console.WriteLine($"Results in {Path.GetFullPath(options.JsonPath)}");
    }

    /// <summary>Draws what spoke for and against the genre of a file, if that is asked for.</summary>
    public void Explain(MusicGenreClassifier classifier, CancellationToken cancellationToken)
    {
        if (options.Why is null)
            return;
        Explanation explanation = Progress.Run("Explaining", _ => classifier.Explain(options.Why, null, cancellationToken));
        string picture = Path.Combine(Pictures, "why.png");
        Directory.CreateDirectory(Pictures);
        explanation.SavePicture(picture);
        WhyTable.Show(console, options.Why, explanation);
        console.WriteLine($"What spoke for and against it, drawn over the spectrogram: {picture}");
    }

    /// <summary>Writes the report, if one is asked for.</summary>
    public void WriteReport(Func<EvaluationReport> make, CancellationToken cancellationToken)
    {
        if (options.ReportDirectory is null)
            return;
        EvaluationReport report = make();
        IReadOnlyList<string> files = Progress.Run("Reporting", _ => report.Save(options.ReportDirectory, cancellationToken));
        new TrustTables(console).Show(report);
        console.WriteLine($"Report of {files.Count} files: {Path.GetFullPath(files[0])}");
    }

    /// <summary>Tells how long it all took.</summary>
    /// <returns>False if one of the files to classify could not be used.</returns>
    public bool Finish(IReadOnlyList<PredictionResult> answers)
    {
        console.WriteLine(FormattableString.Invariant($"Done in {_clock.Elapsed.TotalSeconds:0.0} s."));
        return answers.All(answer => answer.Succeeded);
    }
}
