using System.Diagnostics;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Reports;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Training;
using QuickStart.DemoMusic;
using QuickStart.Output;
using Spectre.Console;

namespace QuickStart;

/// <summary>The sample from beginning to end: music, training, held-out results, saving, loading, classifying, pictures.</summary>
internal sealed class QuickStartApp(QuickStartOptions options, IAnsiConsole console, TextWriter errors)
{
    private readonly string _gallery = options.PicturesDirectory ?? GalleryFolder.Find();
    private readonly ProgressView _progress = new(console);
    private readonly ResultTables _tables = new(console);

    /// <summary>Runs the sample.</summary>
    /// <returns>False if one of the files to classify could not be used; everything else that goes wrong is thrown.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        OutputFile.EnsureFolderOf(options.ModelPath);
        OutputFile.EnsureFolderOf(options.JsonPath);
        OutputFile.EnsureFolder(options.ReportDirectory);
        string data = options.DataDirectory ?? Compose(cancellationToken);

        CrossValidationResult? folds = options.Folds is null ? null : CrossValidate(data, cancellationToken);
        bool wantsModel = folds is null || options.ModelPath is not null || options.Classify.Count > 0 || options.Why is not null;
        using MusicGenreClassifier? trained = wantsModel ? Train(data, cancellationToken) : null;
        EvaluationResult result = folds?.Pooled ?? trained!.HeldOut!;
        RunFacts facts = RunFacts.From(folds?.Training ?? trained!.Training!);
        _tables.Show(result, facts, folds, data);
        new TrustTables(console).Show(result);

        IReadOnlyList<PredictionResult> answers = [];
        string? modelPath = null;
        if (trained is not null)
        {
            modelPath = options.ModelPath ?? Path.Combine(_gallery, "genres.zip");
            using MusicGenreClassifier loaded = SaveAndLoad(trained, modelPath);
            answers = Classify(loaded, data, result, cancellationToken);
            if (options.Why is not null)
                Explain(loaded, options.Why, cancellationToken);
        }

        IReadOnlyList<string> pictures = _progress.Run("Drawing", report => new Gallery(_gallery).Write(data, result, report, cancellationToken));
        console.WriteLine($"{pictures.Count} pictures in {_gallery}");
        if (options.JsonPath is not null)
        {
            RunResults.From(data, result, facts, folds, modelPath, answers, options.Seed, clock.Elapsed).Write(options.JsonPath);
            console.WriteLine($"Results in {Path.GetFullPath(options.JsonPath)}");
        }
        if (options.ReportDirectory is not null)
            WriteReport(folds?.ToReport() ?? result.ToReport(), options.ReportDirectory, cancellationToken);
        console.WriteLine(FormattableString.Invariant($"Done in {clock.Elapsed.TotalSeconds:0.0} s."));
        return answers.All(answer => answer.Succeeded);
    }

    private TrainOptions Settings => new()
    {
        Backbone = options.Backbone,
        Split = options.Split,
        Folds = options.Folds ?? new TrainOptions().Folds,
        Seed = options.Seed,
        WorkspacePath = options.CacheDirectory,
        AlsoRandom = options.AlsoRandom,
        Calibrate = options.ReportDirectory is not null,
        Duplicates = options.GroupDuplicates ? DuplicateHandling.Group
            : options.ReportDirectory is not null ? DuplicateHandling.Report : DuplicateHandling.Ignore,
        // A model that is kept should know all there is. One that is only shown must not have learned from the track it is shown with.
        RefitOnAllData = options.ModelPath is not null,
    };

    private string Compose(CancellationToken cancellationToken)
    {
        string directory = Path.Combine(_gallery, "demo-music");
        var library = new DemoMusicLibrary(options.DemoMusic);
        console.WriteLine($"No --data given: composing {library.TrackCount} tracks in {DemoMusicLibrary.Styles.Count} styles");
        int composed = _progress.Run("Composing", report => library.Write(directory, new Steps(report, library.TrackCount), cancellationToken));
        console.WriteLine(composed == 0 ? $"The music of an earlier run is still in {directory}" : $"{composed} tracks written to {directory}");
        return directory;
    }

    private MusicGenreClassifier Train(string data, CancellationToken cancellationToken)
    {
        console.WriteLine($"Training on {data} with the backbone {options.Backbone}");
        return _progress.Run(report => MusicGenreClassifier.Train(data, Settings, report, cancellationToken));
    }

    private CrossValidationResult CrossValidate(string data, CancellationToken cancellationToken)
    {
        console.WriteLine($"Cross-validating on {data} with the backbone {options.Backbone}");
        CrossValidationResult result = _progress.Run(report => MusicGenreClassifier.CrossValidate(data, Settings, report, cancellationToken));
        if (result.Folds.Count != options.Folds)
            console.WriteLine($"The data brings {result.Folds.Count} folds of its own; they were used instead of {options.Folds}.");
        return result;
    }

    private MusicGenreClassifier SaveAndLoad(MusicGenreClassifier trained, string path)
    {
        OutputFile.EnsureFolderOf(path);
        trained.Save(path);
        console.WriteLine(FormattableString.Invariant($"Model saved to {path} ({new FileInfo(path).Length / 1024.0:0} KiB) and loaded again"));
        return MusicGenreClassifier.Load(path);
    }

    private List<PredictionResult> Classify(MusicGenreClassifier classifier, string data, EvaluationResult result, CancellationToken cancellationToken)
    {
        ScoredTrack? shown = options.Classify.Count > 0 ? null : result.Tracks[result.Tracks.Count / 2];
        IReadOnlyList<string> files = shown is null ? options.Classify : [Path.Combine(data, shown.Track)];
        var answers = new List<PredictionResult>();
        foreach (PredictionResult answer in classifier.PredictMany(files, cancellationToken))
        {
            answers.Add(answer);
            if (answer.Succeeded)
                _tables.Show(answer.Path, answer.Prediction, shown?.Genre, learned: shown is not null && Settings.RefitOnAllData);
            else
                errors.WriteLine($"{answer.Path}: {answer.Error}");
        }
        return answers;
    }

    private void Explain(MusicGenreClassifier classifier, string path, CancellationToken cancellationToken)
    {
        Explanation explanation = _progress.Run("Explaining", _ => classifier.Explain(path, null, cancellationToken));
        string picture = Path.Combine(_gallery, "why.png");
        Directory.CreateDirectory(_gallery);
        explanation.SavePicture(picture);
        WhyTable.Show(console, path, explanation);
        console.WriteLine($"What spoke for and against it, drawn over the spectrogram: {picture}");
    }

    private void WriteReport(EvaluationReport report, string directory, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = _progress.Run("Reporting", _ => report.Save(directory, cancellationToken));
        new TrustTables(console).Show(report);
        console.WriteLine($"Report of {files.Count} files: {Path.GetFullPath(files[0])}");
    }

    private sealed class Steps(IStepReport report, int total) : IProgress<int>
    {
        public void Report(int value) => report.Show("Composing", value, total);
    }
}
