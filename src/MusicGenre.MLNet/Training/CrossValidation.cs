using System.Diagnostics;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Leaks;

namespace MusicGenre.MLNet.Training;

/// <summary>Classifies every track once, with a classifier that learned neither from it nor from its artist.</summary>
internal static class CrossValidation
{
    public static CrossValidationResult Run(string directory, TrainOptions options, WorkContext context)
    {
        using TrainingSession session = TrainingSession.Open(directory, options, context);
        Learning learning = session.Learning;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(session.Dataset.Tracks, options.Folds, options.Seed);
        string kind = TrackSplitter.HasGivenFolds(session.Dataset.Tracks) ? "given" : "stratified";
        string description = $"{splits.Count} {kind} folds, {TrackSplitter.DescribeGrouping(session.Dataset.Tracks)}";
        // In a cross-validation every track is learned from in some fold; which copies a classifier sees is decided with its tracks.
        learning.Prepare(splits.SelectMany(split => split.Train));
        var clock = Stopwatch.StartNew();
        var folds = new FoldResult[splits.Count];
        var trained = new TrainedClassifier[splits.Count];
        int completed = 0;
        session.ForEach(splits.Count, i =>
        {
            TrackSplit split = splits[i];
            using TrainedClassifier classifier = trained[i] =
                session.Calibrate(split.Train, learning.Train(new TrainingPart(split.Name, split.Train)), split.Name);
            folds[i] = new FoldResult(split.Name, session.Measure(classifier, split.Test, description));
            context.Report(TrainStage.Training, Interlocked.Increment(ref completed), splits.Count, split.Name);
        });
        // Side by side, trainings take the time from the first to the last; one after the other, the time between them is no training.
        TimeSpan elapsed = learning.TrainsInParallel ? clock.Elapsed : trained.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Elapsed);
        TrainingSummary summary = session.Summarize(trained, elapsed);
        EvaluationResult? random = options.AlsoRandom ? new RandomSplits(session).CrossValidate(splits.Count) : null;
        context.Report(TrainStage.Done, splits.Count, splits.Count);
        CrossValidationResult pooled = CrossValidationResult.Pool(folds, description, options.Seed);
        EvaluationOrigin origin = session.Origin(SplitCheck.Of(splits, session.Duplicates), summary);
        return pooled with { Pooled = pooled.Pooled with { Origin = origin, Random = random } };
    }
}
