using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation.Leaks;

/// <summary>What a split that is random by file would have claimed: as many folds, or as large a part held out, with nothing kept together.</summary>
internal static class RandomSplits
{
    public static EvaluationResult? CrossValidateIfAsked(EmbeddedDataset data, int folds, TrainOptions options, CancellationToken cancellationToken)
        => options.AlsoRandom
            ? Measure(data, tracks => TrackSplitter.Folds(tracks, folds, options.Seed), $"{folds} random folds, by file", options, cancellationToken)
            : null;

    public static EvaluationResult? HoldOutIfAsked(EmbeddedDataset data, HeldOutSplit split, TrainOptions options, CancellationToken cancellationToken)
    {
        if (!options.AlsoRandom)
            return null;
        string[] used = [.. split.Train.Concat(split.Validation ?? []).Concat(split.Test).Select(track => track.Path)];
        double share = (double)split.Test.Count / used.Length;
        return Measure(
            data.Only(used), tracks => [TrackSplitter.Split(tracks, share, options.Seed)], FormattableString.Invariant($"{100 * share:0.#} % held out at random, by file"), options, cancellationToken);
    }

    private static EvaluationResult Measure(
        EmbeddedDataset data, Func<IReadOnlyList<GenreTrack>, IReadOnlyList<TrackSplit>> divide, string description, TrainOptions options, CancellationToken cancellationToken)
    {
        // Every file by itself: its artist and recording are forgotten.
        EmbeddedDataset loose = data.Regroup(track => track with { Artist = null, Fold = null, DuplicateGroup = null, TrackId = track.RelativePath });
        IReadOnlyList<TrackSplit> splits = divide(loose.Dataset.Tracks);
        var answers = new IReadOnlyList<ScoredTrack>[splits.Count];
        AllCores.Run(splits.Count, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            TrainedHead head = new HeadTrainer(data.Dataset.Genres, options).Train(loose.Of(splits[i].Train));
            answers[i] = TrackScorer.Score(head.Linear, loose.Of(splits[i].Test));
        });
        return EvaluationResult.Create(data.Dataset.Genres, [.. answers.SelectMany(a => a)], data.Dataset.Skipped, description, options.Seed);
    }
}
