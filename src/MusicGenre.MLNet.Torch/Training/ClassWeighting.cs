namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How much an example of each genre counts in the training loss.</summary>
public enum ClassWeighting
{
    /// <summary>Every example counts the same, so large genres dominate.</summary>
    None,

    /// <summary>
    /// Every genre counts the same: an example's weight is (all examples) / (genres × examples of its genre), which averages one over the
    /// training part (the formula of scikit-learn's <c>class_weight="balanced"</c>).
    /// </summary>
    Balanced,
}
