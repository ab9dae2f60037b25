namespace MusicGenre.MLNet.Torch.Training;

/// <summary>What a training brought; the network itself holds the best epoch's weights.</summary>
public sealed record NetworkTrainingResult
{
    /// <summary>Every epoch, in order, those before a resumption included.</summary>
    public required IReadOnlyList<NetworkEpoch> History { get; init; }

    /// <summary>The epoch whose weights the network now holds.</summary>
    public required NetworkEpoch Best { get; init; }

    /// <summary>Why it ended.</summary>
    public required TrainingEnd End { get; init; }

    /// <summary>The last epoch of the checkpoint it went on from; <see langword="null"/> if it began afresh.</summary>
    public int? ResumedAfter { get; init; }

    /// <summary>Seconds over all epochs, those before a resumption included.</summary>
    public double Seconds => History.Sum(epoch => epoch.Seconds);
}
