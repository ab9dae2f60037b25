using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// The temperature of a classifier, fitted without the tracks that it is reported on: classifiers of the same settings are trained on parts of its
/// training tracks, with the copies that there are of them, and answer for the other parts, each artist on one side.
/// </summary>
internal static class OutOfFoldTemperature
{
    private const int Parts = 5;

    /// <returns><see langword="null"/> if there are too few independent tracks.</returns>
    public static TemperatureScaling? Fit(TrainingSession session, IReadOnlyList<GenreTrack> train, TrainedClassifier classifier, string name)
    {
        int parts = Math.Min(Parts, TrackGroup.Of(train).Count);
        if (parts < 2)
            return null;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(train, parts, session.Options.Seed, ignoreGiven: true);
        if (splits.Any(split => split.Train.Select(track => track.Genre).Distinct().Count() < 2))
            return null;
        var answers = new List<ScoredTrack>();
        foreach (TrackSplit split in splits)
        {
            using TrainedClassifier part = session.Learning.Train(new TrainingPart($"{name} without {split.Name}", split.Train, Like: classifier));
            answers.AddRange(session.Learning.Score(part, split.Test));
        }
        return TemperatureScaling.Fit(session.Dataset.Genres, answers);
    }
}
