namespace MusicGenre.MLNet.Torch.Training;

/// <summary>What the two phases of a transfer brought.</summary>
/// <param name="Head">The first phase, as an epoch without a learning rate: the last layer solved on the frozen network.</param>
/// <param name="Whole">The second phase: everything.</param>
/// <param name="KeptWhole">
/// Whether the network now holds the second phase's best weights; <see langword="false"/> if none of its epochs was better on the validation part than
/// the first phase, whose weights were then put back.
/// </param>
public sealed record TransferLearningResult(NetworkEpoch Head, NetworkTrainingResult Whole, bool KeptWhole)
{
    /// <summary>The epoch whose weights the network now holds.</summary>
    public NetworkEpoch Best => KeptWhole ? Whole.Best : Head;

    /// <summary>Seconds over both phases.</summary>
    public double Seconds => Head.Seconds + Whole.Seconds;
}
