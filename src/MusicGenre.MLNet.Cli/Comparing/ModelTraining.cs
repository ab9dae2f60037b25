using MusicGenre.MLNet.Cli.Commands;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>Trains a model on every fold, or on one split, and lets it answer for the tracks that it never saw.</summary>
internal sealed class ModelTraining(CompareOptions options)
{
    /// <summary>Trains a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Is told of every file, fold and epoch, from several threads.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>Its figures, or why it could not be trained.</returns>
    public ComparisonRow Run(TrainableModel model, IProgress<TrainProgress> progress, CancellationToken cancellationToken)
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
        catch (Exception exception) when (options.IsProblem(exception))
        {
            return new ComparisonRow { Model = model, Problem = Problem.OneLine(exception) };
        }
    }

    private TrainOptions Common => new()
    {
        Folds = options.Folds,
        Split = options.GtzanFiltered ? SplitKind.GtzanFiltered : SplitKind.Grouped,
        Seed = options.Seed,
        Segments = options.Segments,
    };

    private ComparisonRow CrossValidate(
        TrainableModel model, TrainOptions settings, TrainingClock clock, CancellationToken cancellationToken)
    {
        CrossValidationResult result = MusicGenreClassifier.CrossValidate(options.DataDirectory, settings, clock, cancellationToken);
        return new ComparisonRow
        {
            Model = model,
            Result = result.Pooled,
            Tested = result.Folds.SelectMany(fold => fold.Result.Tracks.Select(track => (fold.Name, track.Track))).ToHashSet(),
            TrainingTime = Time(result.Training!, clock),
        };
    }

    private ComparisonRow HoldOut(TrainableModel model, TrainOptions settings, TrainingClock clock, CancellationToken cancellationToken)
    {
        using var classifier = MusicGenreClassifier.Train(options.DataDirectory, settings, clock, cancellationToken);
        EvaluationResult result = classifier.HeldOut!;
        return new ComparisonRow
        {
            Model = model,
            Result = result,
            Tested = result.Tracks.Select(track => ("", track.Track)).ToHashSet(),
            TrainingTime = Time(classifier.Training!, clock),
        };
    }

    private static TimeSpan Time(TrainingSummary summary, TrainingClock clock)
        => summary.EmbeddingTime + clock.Finish(summary.TrainingTime);

    // The library names checkpoints by architecture and fold; two ways of training one architecture, or two numbers of folds, must not
    // meet.
    private string? FolderFor(TrainableModel model)
    {
        if (options.CheckpointDirectory is null)
            return null;
        string split = options.GtzanFiltered ? CommonOptions.GtzanFiltered
            : options.HoldOut ? "hold-out"
            : FormattableString.Invariant($"{options.Folds}-folds");
        return Directory.CreateDirectory(Path.Combine(options.CheckpointDirectory, $"{model.Name.Replace(':', '-')}.{split}")).FullName;
    }
}
