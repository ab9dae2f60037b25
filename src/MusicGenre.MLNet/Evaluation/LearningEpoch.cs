namespace MusicGenre.MLNet.Evaluation;

/// <summary>The figures of one epoch of a network's training.</summary>
/// <param name="Loss">Mean training loss: −ln p of the true genre, at 0 perfect.</param>
/// <param name="ValidationLoss">
/// Mean −ln p of the true genre over the validation part; <see langword="null"/> for an epoch that was not validated.
/// </param>
/// <param name="Accuracy">The share of the (augmented) training pictures that were right, 0…1.</param>
/// <param name="ValidationAccuracy">The share of the validation part that was right, 0…1; <see langword="null"/> likewise.</param>
public sealed record LearningEpoch(double Loss, double? ValidationLoss, double Accuracy, double? ValidationAccuracy);
