using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Evaluation.Leaks;
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
        DuplicateReport? duplicates = DuplicateFinder.FindIfAsked(data.Dataset, options, progress, cancellationToken);
        GenreDataset dataset = duplicates is { Grouped: true } ? data.Dataset.KeepTogether(duplicates.Groups) : data.Dataset;
        IReadOnlyList<string> genres = dataset.Genres;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(dataset.Tracks, options.Folds, options.Seed);
        string description = CrossValidator.Describe(dataset, splits.Count);
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
        TrainingSummary summary = NetworkData.Summarize(data, options, run, [.. splits.Zip(networks, (split, network) => (split.Name, network))]);
        return CrossValidationResult.Pool(folds, description, options.Seed)
            .From(EvaluationOrigin.Of(dataset, SplitCheck.Of(splits, duplicates), options, summary, duplicates));
    }
}
