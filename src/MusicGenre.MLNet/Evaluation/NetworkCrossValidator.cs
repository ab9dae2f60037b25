using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;
using MusicGenre.MLNet.Training.Networks;

namespace MusicGenre.MLNet.Evaluation;

/// <summary>Cross-validation of whole networks: a network is trained for each fold and answers for the tracks that it never saw.</summary>
internal static class NetworkCrossValidator
{
    public static CrossValidationResult Run(
        string directory, TrainOptions options, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        NetworkDataset data = NetworkData.Read(directory, options, progress, cancellationToken);
        IReadOnlyList<string> genres = data.Dataset.Genres;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(data.Dataset.Tracks, options.Folds, options.Seed);
        string description = CrossValidator.Describe(data.Dataset, splits.Count);
        var run = new NetworkRun(data, options);
        var head = LinearHead.Identity(genres.Count);
        var folds = new List<FoldResult>();
        var networks = new List<TrainedNetwork>();
        foreach (TrackSplit split in splits)
        {
            progress?.Report(new TrainProgress(TrainStage.Training, folds.Count, splits.Count, split.Name));
            TrainedNetwork trained = run.Train(split.Name, split.Train, null, progress, cancellationToken);
            using var network = new OnnxBackbone(trained.Description, trained.Onnx);
            IReadOnlyList<ScoredTrack> answers = TrackScorer.Score(head, run.Look(network, split.Test, cancellationToken));
            folds.Add(new FoldResult(split.Name, EvaluationResult.Create(genres, answers, data.Dataset.Skipped, description, options.Seed)));
            networks.Add(trained);
        }
        progress?.Report(new TrainProgress(TrainStage.Done, splits.Count, splits.Count));
        return CrossValidationResult.Pool(folds, description, options.Seed) with { Training = NetworkData.Summarize(data, options, run, networks) };
    }
}
