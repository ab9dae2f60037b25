using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation.Leaks;

/// <summary>
/// What a split that is random by file would have claimed: as many folds, or as large parts, with nothing kept together. Heads learn as those of the
/// honest split do, augmented copies of the training files included; a copy of a tested file is not learned from here either.
/// </summary>
/// <param name="data">The tracks that the honest split divides.</param>
/// <param name="copies">The augmented copies; those of files that only the random split learns from are added.</param>
/// <param name="options">The options of the honest split.</param>
internal sealed class RandomSplits(EmbeddedDataset data, TrainingCopies copies, TrainOptions options)
{
    public EvaluationResult? CrossValidateIfAsked(int folds, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (!options.AlsoRandom)
            return null;
        EmbeddedDataset loose = data.Regroup(Loosen(data.Dataset.Tracks));
        HeldOutSplit[] splits = [.. TrackSplitter.Folds(loose.Dataset.Tracks, folds, options.Seed).Select(fold => new HeldOutSplit(fold.Train, null, fold.Test, fold.Name))];
        return Measure(loose, splits, $"{folds} random folds, by file", progress, cancellationToken);
    }

    public EvaluationResult? HoldOutIfAsked(HeldOutSplit split, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (!options.AlsoRandom)
            return null;
        GenreTrack[] used = [.. split.Whole.Train, .. split.Test];
        EmbeddedDataset loose = data.Only(used.Select(track => track.Path)).Regroup(Loosen(used));
        double share = Share(split.Test, used);
        TrackSplit random = TrackSplitter.Split(loose.Dataset.Tracks, share, options.Seed);
        // As many are learned from as in the honest split: with more, the random one would be better for that alone.
        TrackSplit? learning = split.Validation is { } validation ? TrackSplitter.Split(random.Train, Share(validation, split.Whole.Train), options.Seed) : null;
        return Measure(
            loose, [new HeldOutSplit(learning?.Train ?? random.Train, learning?.Test, random.Test, "")],
            FormattableString.Invariant($"{100 * share:0.#} % held out at random, by file"), progress, cancellationToken);
    }

    private EvaluationResult Measure(
        EmbeddedDataset loose, IReadOnlyList<HeldOutSplit> given, string description, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        HeldOutSplit[] splits = [.. given.Select(WithoutCopiesOfTested)];
        copies.Make(splits.SelectMany(split => split.Train), progress, cancellationToken);
        var answers = new IReadOnlyList<ScoredTrack>[splits.Length];
        AllCores.Run(splits.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            var trainer = new HeadTrainer(data.Dataset.Genres, options);
            IReadOnlyList<EmbeddedTrack> train = copies.With(loose.Of(splits[i].Train));
            TrainedHead head = splits[i].Validation is { } validation ? trainer.Train(train, loose.Of(validation)) : trainer.Train(train);
            answers[i] = TrackScorer.Score(head.Linear, loose.Of(splits[i].Test));
        });
        return EvaluationResult.Create(data.Dataset.Genres, [.. answers.SelectMany(a => a)], data.Dataset.Skipped, description, options.Seed);
    }

    private static double Share(IReadOnlyList<GenreTrack> part, IReadOnlyList<GenreTrack> whole)
        => (double)part.Count(track => !track.IsCopy) / whole.Count(track => !track.IsCopy);

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
    private HeldOutSplit WithoutCopiesOfTested(HeldOutSplit split)
    {
        Dictionary<string, string> recordings = data.Dataset.Tracks.ToDictionary(track => track.Path, track => track.TrackId, StringComparer.Ordinal);
        HashSet<string> tested = [.. split.Test.Select(track => recordings[track.Path])];
        return split with { Train = [.. split.Train.Where(track => !track.IsCopy || !tested.Contains(recordings[track.Path]))] };
    }
}
