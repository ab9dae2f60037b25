using System.Diagnostics;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Training;
using QuickStart.Output;
using Spectre.Console;

namespace QuickStart;

/// <summary>The ready classifier on a folder of music: restricted to the folder's genres, it answers for every track, and nothing is trained.</summary>
internal sealed class PretrainedApp(QuickStartOptions options, IAnsiConsole console, TextWriter errors)
{
    private readonly SharedSteps _steps = new(options, console, errors);

    /// <summary>Runs it.</summary>
    /// <returns>False if one of the files to classify could not be used; everything else that goes wrong is thrown.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        _steps.MakeRoom();
        string data = options.DataDirectory!;
        using MusicGenreClassifier classifier = Open(data, cancellationToken);
        console.WriteLine($"Evaluating the pretrained classifier on {data}, restricted to {string.Join(", ", classifier.Genres)}");
        var evaluating = Stopwatch.StartNew();
        EvaluationResult result = _steps.Progress.Run(report => classifier.Evaluate(data, Settings, report, cancellationToken));
        var facts = new RunFacts(
            "Results of the pretrained classifier, which learned from none of these tracks' labels",
            result.Metrics.Count, $"{classifier.Manifest.Backbone.Name} (pretrained)", result.Skipped, evaluating.Elapsed, null, null);
        _steps.Tables.Show(result, facts, null, data);

        if (options.ModelPath is not null)
        {
            classifier.Save(options.ModelPath);
            console.WriteLine($"Model saved to {options.ModelPath}");
        }
        List<PredictionResult> answers = _steps.Classify(classifier, options.Classify, trueGenre: null, learned: false, cancellationToken);
        _steps.Explain(classifier, cancellationToken);
        _steps.Write(data, result, facts, null, options.ModelPath, answers, cancellationToken);
        _steps.WriteReport(() => result.ToReport(), cancellationToken);
        return _steps.Finish(answers);
    }

    private TrainOptions Settings => new() { Seed = options.Seed, WorkspacePath = options.CacheDirectory };

    private static MusicGenreClassifier Open(string data, CancellationToken cancellationToken)
    {
        GenreDataset folder = GenreDataset.Open(data, new DatasetOptions { RequireTrainable = false }, cancellationToken);
        try
        {
            return MusicGenreClassifier.Pretrained(folder.Genres);
        }
        catch (ArgumentException exception)
        {
            // The genres come from the folder, so it is the folder that something is wrong with.
            throw new DatasetException($"The genres of {folder.Directory} do not suit the pretrained classifier. {exception.Message}", exception);
        }
    }
}
