namespace MusicGenre.MLNet.Torch;

/// <summary>How a network with pretrained weights is brought to new genres.</summary>
public enum TorchTransfer
{
    /// <summary>
    /// The head is solved on the frozen network, then everything learns at a small rate, where that is better on the part that stops the
    /// training; see
    /// <see cref="Training.TransferLearning"/>.
    /// </summary>
    HeadThenAll,

    /// <summary>The head alone, solved on the frozen network: what a head on a backbone is, in a network with its own weights.</summary>
    HeadOnly,

    /// <summary>Everything learns from the beginning, as a network without pretrained weights does.</summary>
    All,
}
