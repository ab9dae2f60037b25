namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Which epoch's weights are kept, judged on the validation part.</summary>
public enum BestWeights
{
    /// <summary>
    /// The smallest validation loss: the mean negative logarithm of the probability of the true genre, without label smoothing or class
    /// weights. Smooth, so the better choice for a small validation part.
    /// </summary>
    ValidationLoss,

    /// <summary>The largest validation accuracy; among equals, the smaller loss.</summary>
    ValidationAccuracy,
}
