using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// Measures what a split that is random by file would have claimed: as many folds, or as large parts, with nothing kept together.
/// Classifiers learn as those of the honest split do, augmented copies of the training files included; a copy of a tested file is not
/// learned from.
/// </summary>
/// <param name="session">The honest split's session.</param>
internal sealed class RandomSplits(TrainingSession session)
{
    private readonly int _seed = session.Options.Seed;

    public EvaluationResult CrossValidate(int folds)
    {
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(Loosen(session.Dataset.Tracks), folds, _seed);
        return Measure(
            [.. splits.Select(fold => new HeldOutSplit(fold.Train, null, fold.Test, fold.Name))], $"{folds} random folds, by file");
    }

    public EvaluationResult HoldOut(HeldOutSplit split)
    {
        GenreTrack[] used = [.. split.Whole.Train, .. split.Test];
        double share = Share(split.Test, used);
        TrackSplit random = TrackSplitter.Split(Loosen(used), share, _seed);
        // As many are learned from as in the honest split: with more, the random one would be better for that alone.
        TrackSplit? learning = split.Validation is { } validation
            ? TrackSplitter.Split(random.Train, Share(validation, split.Whole.Train), _seed)
            : null;
        return Measure(
            [new HeldOutSplit(learning?.Train ?? random.Train, learning?.Test, random.Test, "part")],
            FormattableString.Invariant($"{100 * share:0.#} % held out at random, by file"));
    }

    private EvaluationResult Measure(IReadOnlyList<HeldOutSplit> given, string description)
    {
        HeldOutSplit[] splits = [.. given.Select(WithoutCopiesOfTested)];
        session.Learning.Prepare(splits.SelectMany(split => split.Train));
        var answers = new IReadOnlyList<ScoredTrack>[splits.Length];
        session.ForEach(splits.Length, i =>
        {
            string name = $"random {splits[i].Description}";
            using TrainedClassifier classifier = session.Calibrate(
                splits[i].Whole.Train, session.Learning.Train(new TrainingPart(name, splits[i].Train, splits[i].Validation)), name);
            answers[i] = session.Learning.Score(classifier, splits[i].Test);
        });
        return session.Measure([.. answers.SelectMany(a => a)], description);
    }

    private static double Share(IReadOnlyList<GenreTrack> part, IReadOnlyList<GenreTrack> whole)
        => (double)part.Count(track => !track.IsCopy) / whole.Count(track => !track.IsCopy);

    // Every file by itself: its artist and recording are forgotten. A copy on disk goes with a file of the recording that it was made from.
    private static GenreTrack[] Loosen(IReadOnlyList<GenreTrack> tracks)
    {
        ILookup<string, GenreTrack> files = tracks.Where(track => !track.IsCopy).ToLookup(track => track.TrackId, StringComparer.Ordinal);
        return [.. tracks.Select(track => track with
        {
            Artist = null,
            Fold = null,
            DuplicateGroup = null,
            TrackId = track.IsCopy ? files[track.TrackId].FirstOrDefault(track).RelativePath : track.RelativePath,
        })];
    }

    // Of a recording in several files it is not known here which one a copy on disk was made from, so none of them may be tested.
    private HeldOutSplit WithoutCopiesOfTested(HeldOutSplit split)
    {
        Dictionary<string, string> recordings = session.Dataset.Tracks.ToDictionary(track => track.Path, track => track.TrackId);
        HashSet<string> tested = [.. split.Test.Select(track => recordings[track.Path])];
        return split with { Train = [.. split.Train.Where(track => !track.IsCopy || !tested.Contains(recordings[track.Path]))] };
    }
}
