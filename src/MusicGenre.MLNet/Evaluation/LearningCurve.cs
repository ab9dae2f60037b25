namespace MusicGenre.MLNet.Evaluation;

/// <summary>The course of a network's training.</summary>
/// <param name="Name">Which training, e.g. "fold 2".</param>
/// <param name="Epochs">The epochs in order, at least one.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, from 1.</param>
public sealed record LearningCurve(string Name, IReadOnlyList<LearningEpoch> Epochs, int BestEpoch);
