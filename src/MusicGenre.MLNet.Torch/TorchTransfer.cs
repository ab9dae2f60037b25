namespace MusicGenre.MLNet.Torch;

/// <summary>How a network with pretrained weights is brought to new genres.</summary>
public enum TorchTransfer
{
    /// <summary>The head learns on the frozen network, then everything learns at a tenth of the rate.</summary>
    HeadThenAll,

    /// <summary>The head alone learns; the rest stays as it was pretrained.</summary>
    HeadOnly,

    /// <summary>Everything learns from the beginning, as a network without pretrained weights does.</summary>
    All,
}
