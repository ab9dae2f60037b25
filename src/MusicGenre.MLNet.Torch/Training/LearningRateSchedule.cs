namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How the learning rate moves over the steps of a training. The rate named in the options is always the largest one.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// Rises along half a cosine from 1/25 of the rate over the warm-up, then falls along half a cosine to 1/250,000 of it
    /// (L. N. Smith and N. Topin, "Super-Convergence", 2019; the end points are PyTorch's <c>OneCycleLR</c>). Momentum stays as it is.
    /// </summary>
    OneCycle,

    /// <summary>Rises linearly over the warm-up, then falls along half a cosine to zero (I. Loshchilov and F. Hutter, "SGDR", 2017).</summary>
    Cosine,

    /// <summary>Rises linearly over the warm-up, then stays.</summary>
    Constant,
}
