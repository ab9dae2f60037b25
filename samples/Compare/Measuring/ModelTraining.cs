using Compare.Models;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Evaluation;
using QuickStart;

namespace Compare.Measuring;

/// <summary>Trains a model on every fold, or on one split, and lets it answer for the tracks that it never saw.</summary>
internal sealed class ModelTraining(CompareOptions options)
{
    /// <summary>Trains a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Is told of every file, fold and epoch, from several threads.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>Its figures, or why it could not be trained.</returns>
    public ModelOutcome Run(ComparedModel model, IProgress<TrainProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            string? checkpoints = model.IsNetwork ? FolderFor(model) : null;
            var clock = new TrainingClock(checkpoints, progress);
            TrainOptions settings = model.Configure(Common, options.Epochs, checkpoints);
            return options.GtzanFiltered || options.HoldOut
                ? HoldOut(model, settings, clock, cancellationToken)
                : CrossValidate(model, settings, clock, cancellationToken);
        }
        catch (Exception exception) when (ModelProblem.Is(exception))
        {
            return new ModelOutcome { Model = model, Problem = Problem.OneLine(exception) };
        }
    }

    private TrainOptions Common => new()
    {
        Folds = options.Folds,
        Split = options.GtzanFiltered ? TrainSplit.GtzanFiltered : TrainSplit.Grouped,
        Seed = options.Seed,
        Segments = options.Segments,
    };

    private ModelOutcome CrossValidate(ComparedModel model, TrainOptions settings, TrainingClock clock, CancellationToken cancellationToken)
    {
        CrossValidationResult result = MusicGenreClassifier.CrossValidate(options.DataDirectory, settings, clock, cancellationToken);
        return new ModelOutcome
        {
            Model = model,
            Result = result.Pooled,
            Tested = result.Folds.SelectMany(fold => fold.Result.Tracks.Select(track => (fold.Name, track.Track))).ToHashSet(),
            TrainingTime = Time(result.Training!, clock),
        };
    }

    private ModelOutcome HoldOut(ComparedModel model, TrainOptions settings, TrainingClock clock, CancellationToken cancellationToken)
    {
        using var classifier = MusicGenreClassifier.Train(options.DataDirectory, settings, clock, cancellationToken);
        EvaluationResult result = classifier.HeldOut!;
        return new ModelOutcome
        {
            Model = model,
            Result = result,
            Tested = result.Tracks.Select(track => ("", track.Track)).ToHashSet(),
            TrainingTime = Time(classifier.Training!, clock),
        };
    }

    private static TimeSpan Time(TrainingSummary summary, TrainingClock clock) => summary.EmbeddingTime + clock.Finish(summary.TrainingTime);

    // The library names checkpoints by architecture and fold; two ways of training one architecture, or two numbers of folds, must not meet.
    private string? FolderFor(ComparedModel model)
    {
        if (options.CheckpointDirectory is null)
            return null;
        string split = options.GtzanFiltered ? OptionRules.GtzanFiltered : options.HoldOut ? "hold-out" : FormattableString.Invariant($"{options.Folds}-folds");
        return Directory.CreateDirectory(Path.Combine(options.CheckpointDirectory, $"{model.Name.Replace(':', '-')}.{split}")).FullName;
    }
}
