using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation.Leaks;

/// <summary>
/// What a split that is random by file would have claimed: as many folds, or as large a part held out, with nothing kept together. Heads learn
/// as those of the honest split do, augmented copies of the training files included; a copy of a tested file is not learned from here either.
/// </summary>
/// <param name="data">The tracks that the honest split divides.</param>
/// <param name="copies">The augmented copies; those of files that only the random split learns from are added.</param>
/// <param name="options">The options of the honest split.</param>
internal sealed class RandomSplits(EmbeddedDataset data, TrainingCopies copies, TrainOptions options)
{
    public EvaluationResult? CrossValidateIfAsked(int folds, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
        => options.AlsoRandom
            ? Measure(data, tracks => TrackSplitter.Folds(tracks, folds, options.Seed), $"{folds} random folds, by file", progress, cancellationToken)
            : null;

    public EvaluationResult? HoldOutIfAsked(HeldOutSplit split, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (!options.AlsoRandom)
            return null;
        GenreTrack[] used = [.. split.Train.Concat(split.Validation ?? []).Concat(split.Test)];
        double share = (double)split.Test.Count / used.Count(track => !track.IsCopy);
        return Measure(
            data.Only(used.Select(track => track.Path)), tracks => [TrackSplitter.Split(tracks, share, options.Seed)],
            FormattableString.Invariant($"{100 * share:0.#} % held out at random, by file"), progress, cancellationToken);
    }

    private EvaluationResult Measure(
        EmbeddedDataset used, Func<IReadOnlyList<GenreTrack>, IReadOnlyList<TrackSplit>> divide, string description,
        IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        EmbeddedDataset loose = used.Regroup(Loosen(used.Dataset.Tracks));
        TrackSplit[] splits = [.. divide(loose.Dataset.Tracks).Select(split => WithoutCopiesOfTested(split, used.Dataset.Tracks))];
        copies.Make(splits.SelectMany(split => split.Train), progress, cancellationToken);
        var answers = new IReadOnlyList<ScoredTrack>[splits.Length];
        AllCores.Run(splits.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            TrainedHead head = new HeadTrainer(data.Dataset.Genres, options).Train(copies.With(loose.Of(splits[i].Train)));
            answers[i] = TrackScorer.Score(head.Linear, loose.Of(splits[i].Test));
        });
        return EvaluationResult.Create(data.Dataset.Genres, [.. answers.SelectMany(a => a)], data.Dataset.Skipped, description, options.Seed);
    }

    // Every file by itself: its artist and recording are forgotten. A copy on disk goes with a file of the recording that it was made from.
    private static Func<GenreTrack, GenreTrack> Loosen(IReadOnlyList<GenreTrack> tracks)
    {
        ILookup<string, GenreTrack> files = tracks.Where(track => !track.IsCopy).ToLookup(track => track.TrackId, StringComparer.Ordinal);
        return track => track with
        {
            Artist = null,
            Fold = null,
            DuplicateGroup = null,
            TrackId = track.IsCopy ? files[track.TrackId].FirstOrDefault(track).RelativePath : track.RelativePath,
        };
    }

    // Of a recording in several files it is not known here which one a copy on disk was made from, so none of them may be tested.
    private static TrackSplit WithoutCopiesOfTested(TrackSplit split, IReadOnlyList<GenreTrack> tracks)
    {
        Dictionary<string, string> recordings = tracks.ToDictionary(track => track.Path, track => track.TrackId, StringComparer.Ordinal);
        HashSet<string> tested = [.. split.Test.Select(track => recordings[track.Path])];
        return split with { Train = [.. split.Train.Where(track => !track.IsCopy || !tested.Contains(recordings[track.Path]))] };
    }
}
