using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Cross-validation: every track is answered for once, by a head that learned neither from it nor from its artist.</summary>
internal static class CrossValidator
{
    public static CrossValidationResult Run(
        EmbeddedDataset data, string backbone, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> genres = data.Dataset.Genres;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(data.Dataset.Tracks, options.Folds, options.Seed);
        string description = Describe(data.Dataset, splits.Count);
        var trainer = new HeadTrainer(genres, options);
        var folds = new List<FoldResult>();
        var chosen = new List<float>();
        foreach (TrackSplit split in splits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new TrainProgress(TrainStage.Training, folds.Count, splits.Count, split.Name));
            TrainedHead head = trainer.Train(data.Of(split.Train));
            chosen.Add(head.L2Regularization);
            IReadOnlyList<ScoredTrack> answers = TrackScorer.Score(head.Linear, data.Of(split.Test));
            folds.Add(new FoldResult(split.Name, EvaluationResult.Create(genres, answers, data.Dataset.Skipped, description, options.Seed)));
        }
        progress?.Report(new TrainProgress(TrainStage.Done, splits.Count, splits.Count));
        return CrossValidationResult.Pool(folds, description, options.Seed) with
        {
            Training = new TrainingSummary
            {
                Tracks = data.Tracks.Count,
                Genres = genres,
                Skipped = data.Dataset.Skipped,
                Backbone = backbone,
                L2Regularization = chosen,
                EmbeddingsFromCache = data.FromCache,
                EmbeddingTime = data.Elapsed,
                TrainingTime = trainer.Elapsed,
            },
        };
    }

    private static string Describe(GenreDataset dataset, int folds)
        => TrackSplitter.HasGivenFolds(dataset.Tracks)
            ? $"{folds} given folds, {TrackSplitter.DescribeGrouping(dataset.Tracks)}"
            : $"{folds} stratified folds, {TrackSplitter.DescribeGrouping(dataset.Tracks)}";
}
