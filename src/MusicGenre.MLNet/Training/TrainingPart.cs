using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>The tracks that one training sees.</summary>
/// <param name="Name">Which of several trainings it is, e.g. "fold 2".</param>
/// <param name="Train">The tracks to learn from.</param>
/// <param name="Validation">
/// The tracks that settings are chosen with, or that stop the training; <see langword="null"/>: a grouped part of <paramref name="Train"/>.
/// </param>
/// <param name="Like">A classifier whose settings are taken, so that none have to be chosen.</param>
internal sealed record TrainingPart(
    string Name, IReadOnlyList<GenreTrack> Train, IReadOnlyList<GenreTrack>? Validation = null, TrainedClassifier? Like = null);
