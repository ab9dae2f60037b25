namespace MusicGenre.MLNet.Torch.Training;

/// <summary>What the two phases of a transfer brought.</summary>
/// <param name="Head">The first phase: the head alone, on the frozen backbone.</param>
/// <param name="Whole">The second phase: everything.</param>
/// <param name="KeptWhole">
/// Whether the network now holds the second phase's best weights; <see langword="false"/> if none of its epochs was better on the validation part than
/// the first phase's best, whose weights were then put back.
/// </param>
public sealed record TransferLearningResult(NetworkTrainingResult Head, NetworkTrainingResult Whole, bool KeptWhole)
{
    /// <summary>The epoch whose weights the network now holds.</summary>
    public NetworkEpoch Best => KeptWhole ? Whole.Best : Head.Best;

    /// <summary>Seconds over both phases.</summary>
    public double Seconds => Head.Seconds + Whole.Seconds;
}
