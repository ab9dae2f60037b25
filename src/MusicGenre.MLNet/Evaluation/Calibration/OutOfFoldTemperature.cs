using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Evaluation.Calibration;

/// <summary>
/// The temperature of a head, fitted without the tracks that it is reported on: heads of the same regularisation are trained on parts of its
/// training tracks, with the copies that there are of them, and answer for the other parts, each artist on one side.
/// </summary>
internal static class OutOfFoldTemperature
{
    private const int Parts = 5;

    /// <summary>What a result says of how the temperature was fitted.</summary>
    public const string Method = "fitted on the training part alone, on answers of heads that had not learned from the track, nor from its artist where artists are known";

    /// <returns><see langword="null"/> if it is not asked for, or there are too few independent tracks.</returns>
    public static TemperatureScaling? FitIfAsked(
        EmbeddedDataset data, TrainingCopies copies, IReadOnlyList<GenreTrack> train, float l2, TrainOptions options, CancellationToken cancellationToken)
    {
        int parts = Math.Min(Parts, TrackGroup.Of(train).Count);
        if (!options.Calibrate || parts < 2)
            return null;
        IReadOnlyList<TrackSplit> splits = TrackSplitter.Folds(train, parts, options.Seed, ignoreGiven: true);
        if (splits.Any(split => split.Train.Select(track => track.Genre).Distinct().Count() < 2))
            return null;
        var trainer = new HeadTrainer(data.Dataset.Genres, options);
        var answers = new List<ScoredTrack>();
        foreach (TrackSplit split in splits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.AddRange(TrackScorer.Score(trainer.Train(copies.With(data.Of(split.Train)), l2).Linear, data.Of(split.Test)));
        }
        return TemperatureScaling.Fit(data.Dataset.Genres, answers);
    }
}
