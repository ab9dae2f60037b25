using MusicGenre.MLNet;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Training;
using QuickStart.DemoMusic;
using QuickStart.Output;
using Spectre.Console;

namespace QuickStart;

/// <summary>The sample from beginning to end: music, training, held-out results, saving, loading, classifying, pictures.</summary>
internal sealed class QuickStartApp(QuickStartOptions options, IAnsiConsole console, TextWriter errors)
{
    private readonly SharedSteps _steps = new(options, console, errors);

    /// <summary>Runs the sample.</summary>
    /// <returns>False if one of the files to classify could not be used; everything else that goes wrong is thrown.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        _steps.MakeRoom();
        string data = options.DataDirectory ?? Compose(cancellationToken);

        CrossValidationResult? folds = options.Folds is null ? null : CrossValidate(data, cancellationToken);
        bool wantsModel = folds is null || options.ModelPath is not null || options.Classify.Count > 0 || options.Why is not null;
        using MusicGenreClassifier? trained = wantsModel ? Train(data, cancellationToken) : null;
        EvaluationResult result = folds?.Pooled ?? trained!.HeldOut!;
        RunFacts facts = RunFacts.From(folds?.Training ?? trained!.Training!);
        _steps.Tables.Show(result, facts, folds, data);
        new TrustTables(console).Show(result);

        IReadOnlyList<PredictionResult> answers = [];
        string? modelPath = null;
        if (trained is not null)
        {
            modelPath = options.ModelPath ?? Path.Combine(_steps.Pictures, "genres.zip");
            using MusicGenreClassifier loaded = SaveAndLoad(trained, modelPath);
            answers = Classify(loaded, data, result, cancellationToken);
            _steps.Explain(loaded, cancellationToken);
        }

        _steps.Write(data, result, facts, folds, modelPath, answers, cancellationToken);
        _steps.WriteReport(() => folds?.ToReport() ?? result.ToReport(), cancellationToken);
        return _steps.Finish(answers);
    }

    private TrainOptions Settings => new()
    {
        Backbone = options.Backbone,
        Split = options.Split,
        Folds = options.Folds ?? new TrainOptions().Folds,
        Seed = options.Seed,
        Segments = new SegmentOptions { PictureColumnSeconds = options.ColumnSeconds },
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
        string directory = Path.Combine(_steps.Pictures, "demo-music");
        var library = new DemoMusicLibrary(options.DemoMusic);
        console.WriteLine($"No --data given: composing {library.TrackCount} tracks in {DemoMusicLibrary.Styles.Count} styles");
        int composed = _steps.Progress.Run("Composing", report => library.Write(directory, new ComposingProgress(report, library.TrackCount), cancellationToken));
        console.WriteLine(composed == 0 ? $"The music of an earlier run is still in {directory}" : $"{composed} tracks written to {directory}");
        return directory;
    }

    private MusicGenreClassifier Train(string data, CancellationToken cancellationToken)
    {
        console.WriteLine($"Training on {data} with the backbone {options.Backbone}");
        return _steps.Progress.Run(report => MusicGenreClassifier.Train(data, Settings, report, cancellationToken));
    }

    private CrossValidationResult CrossValidate(string data, CancellationToken cancellationToken)
    {
        console.WriteLine($"Cross-validating on {data} with the backbone {options.Backbone}");
        CrossValidationResult result = _steps.Progress.Run(report => MusicGenreClassifier.CrossValidate(data, Settings, report, cancellationToken));
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
        return _steps.Classify(classifier, files, shown?.Genre, learned: shown is not null && Settings.RefitOnAllData, cancellationToken);
    }

    private sealed class ComposingProgress(IStepReport report, int total) : IProgress<int>
    {
        public void Report(int value) => report.Show("Composing", value, total);
    }
}
