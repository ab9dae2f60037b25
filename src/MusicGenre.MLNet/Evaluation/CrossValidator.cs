using System.Diagnostics;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Cross-validation: every track is answered for once, by a head that learned neither from it nor from its artist.</summary>
internal static class CrossValidator
{
    public static CrossValidationResult Run(
        string directory, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        using Backbone backbone = BackboneCatalog.Open(options.Backbone);
        EmbeddedDataset data = TrainingData.Read(directory, backbone, options, progress, cancellationToken);
        DuplicateReport? duplicates = DuplicateFinder.FindIfAsked(data.Dataset, options, progress, cancellationToken);
        if (duplicates is { Grouped: true })
            data = data.KeepTogether(duplicates.Groups);
        IReadOnlyList<string> genres = data.Dataset.Genres;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(data.Dataset.Tracks, options.Folds, options.Seed);
        string description = Describe(data.Dataset, splits.Count);
        // In a cross-validation every track is learned from in some fold; which copies a head sees is decided with its tracks, below.
        var copies = new TrainingCopies(backbone, options);
        copies.Make(splits.SelectMany(split => split.Train), progress, cancellationToken);
        var clock = Stopwatch.StartNew();
        var folds = new FoldResult[splits.Count];
        var chosen = new float[splits.Count];
        int completed = 0;
        AllCores.Run(splits.Count, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            TrackSplit split = splits[i];
            TrainedHead head = new HeadTrainer(genres, options).Train(copies.With(data.Of(split.Train)));
            chosen[i] = head.L2Regularization;
            IReadOnlyList<ScoredTrack> answers = TrackScorer.Score(head.Linear, data.Of(split.Test));
            EvaluationResult result = EvaluationResult.Create(genres, answers, data.Dataset.Skipped, description, options.Seed);
            TemperatureScaling? temperature = OutOfFoldTemperature.FitIfAsked(data, copies, split.Train, head.L2Regularization, options, cancellationToken);
            folds[i] = new FoldResult(split.Name, result with { Temperature = temperature });
            progress?.Report(new TrainProgress(TrainStage.Training, Interlocked.Increment(ref completed), splits.Count, split.Name));
        });
        TimeSpan trainingTime = clock.Elapsed;
        EvaluationResult? random = new RandomSplits(data, copies, options).CrossValidateIfAsked(splits.Count, progress, cancellationToken);
        progress?.Report(new TrainProgress(TrainStage.Done, splits.Count, splits.Count));
        var summary = new TrainingSummary
        {
            Tracks = data.Tracks.Count,
            Genres = genres,
            Skipped = data.Dataset.Skipped,
            Backbone = backbone.Name,
            L2Regularization = chosen,
            AugmentedCopies = copies.Count,
            EmbeddingsFromCache = data.FromCache,
            EmbeddingTime = data.Elapsed,
            TrainingTime = trainingTime,
        };
        EvaluationOrigin origin = EvaluationOrigin.Of(data.Dataset, SplitCheck.Of(splits, duplicates), options, summary, duplicates, random);
        return CrossValidationResult.Pool(folds, description, options.Seed).From(origin);
    }

    /// <summary>The folds in words.</summary>
    public static string Describe(GenreDataset dataset, int folds)
        => TrackSplitter.HasGivenFolds(dataset.Tracks)
            ? $"{folds} given folds, {TrackSplitter.DescribeGrouping(dataset.Tracks)}"
            : $"{folds} stratified folds, {TrackSplitter.DescribeGrouping(dataset.Tracks)}";
}
