using System.Diagnostics;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
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
            folds[i] = new FoldResult(split.Name, EvaluationResult.Create(genres, answers, data.Dataset.Skipped, description, options.Seed));
            progress?.Report(new TrainProgress(TrainStage.Training, Interlocked.Increment(ref completed), splits.Count, split.Name));
        });
        progress?.Report(new TrainProgress(TrainStage.Done, splits.Count, splits.Count));
        return CrossValidationResult.Pool(folds, description, options.Seed) with
        {
            Training = new TrainingSummary
            {
                Tracks = data.Tracks.Count,
                Genres = genres,
                Skipped = data.Dataset.Skipped,
                Backbone = backbone.Name,
                L2Regularization = chosen,
                AugmentedCopies = copies.Count,
                EmbeddingsFromCache = data.FromCache,
                EmbeddingTime = data.Elapsed,
                TrainingTime = clock.Elapsed,
            },
        };
    }

    /// <summary>The folds in words.</summary>
    public static string Describe(GenreDataset dataset, int folds)
        => TrackSplitter.HasGivenFolds(dataset.Tracks)
            ? $"{folds} given folds, {TrackSplitter.DescribeGrouping(dataset.Tracks)}"
            : $"{folds} stratified folds, {TrackSplitter.DescribeGrouping(dataset.Tracks)}";
}
