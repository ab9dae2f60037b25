namespace MusicGenre.MLNet.Torch.Training;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean training loss: cross-entropy against the mixed and smoothed targets, in nats, weighted if class weights are
/// on.</param>
/// <param name="Accuracy">The fraction 0…1 of the (augmented, mixed) training pictures whose larger genre was the network's first
/// choice.</param>
/// <param name="ValidationLoss">
/// Mean −ln(probability of the true genre) over the validation part, in nats; <see langword="null"/> if the epoch was not validated
/// (<see cref="NetworkTrainingOptions.ValidateEvery"/>).
/// </param>
/// <param name="ValidationAccuracy">
/// The fraction 0…1 of the validation part whose genre was the network's first choice; <see langword="null"/> if the epoch was not
/// validated.
/// </param>
/// <param name="LearningRate">The head's learning rate in the epoch's last step.</param>
/// <param name="Seconds">Seconds the epoch took, validation included.</param>
public sealed record NetworkEpoch(
    int Epoch,
    double Loss,
    double Accuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double Seconds)
{
    /// <summary>Whether this epoch's weights are to be kept rather than another's; both have been validated.</summary>
    internal bool IsBetterThan(NetworkEpoch other, BestWeights criterion) => criterion switch
    {
        BestWeights.ValidationAccuracy when ValidationAccuracy != other.ValidationAccuracy => ValidationAccuracy > other.ValidationAccuracy,
        _ => ValidationLoss < other.ValidationLoss,
    };
}
