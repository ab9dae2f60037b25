namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How far a training is; reported after every batch, and once more when an epoch has been validated.</summary>
public sealed record NetworkTrainingProgress
{
    /// <summary>Which part of a longer work this is, e.g. "head" or "whole network" in transfer learning; empty where there is only
    /// one.</summary>
    public string Phase { get; init; } = "";

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The most epochs there can be.</summary>
    public required int Epochs { get; init; }

    /// <summary>The batch just trained on, from 1.</summary>
    public required int Batch { get; init; }

    /// <summary>Batches of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Mean training loss of the epoch so far, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>Accuracy on the augmented training pictures of the epoch so far, a fraction 0…1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The epoch that was validated last, with its validation loss and accuracy; <see langword="null"/> before the
    /// first.</summary>
    public NetworkEpoch? Validated { get; init; }

    /// <summary>Whether this report is the one that follows an epoch's validation.</summary>
    public bool EpochEnded { get; init; }

    /// <summary>The head's learning rate in this step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training pictures a second, over this epoch so far.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The time until the last epoch, judged by the speed so far; early stopping can end it sooner.</summary>
    public required TimeSpan TimeLeft { get; init; }
}
