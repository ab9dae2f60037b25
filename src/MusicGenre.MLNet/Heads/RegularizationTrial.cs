namespace MusicGenre.MLNet.Heads;

/// <summary>What one candidate of the regularisation reached on the validation set.</summary>
/// <param name="L2Regularization">The weight of the L2 penalty.</param>
/// <param name="LogLoss">Mean negative natural logarithm of the true genre's probability.</param>
/// <param name="Accuracy">Top-1 accuracy, 0…1.</param>
public sealed record RegularizationTrial(float L2Regularization, double LogLoss, double Accuracy);
