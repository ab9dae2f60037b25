using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Cross-entropy against shares of genres, which mixing and label smoothing make, with a weight for every genre.</summary>
internal static class SoftTargetLoss
{
    /// <summary>
    /// The mean over the batch of −Σ w[c]·t[n, c]·ln softmax(logits)[n, c]: PyTorch's <c>cross_entropy</c> with class probabilities.
    /// </summary>
    /// <param name="logits">[N × genres].</param>
    /// <param name="targets">[N × genres], rows adding up to 1.</param>
    /// <param name="weights">[genres], or <see langword="null"/> for ones.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Of(Tensor logits, Tensor targets, Tensor? weights)
    {
        Tensor terms = nn.functional.log_softmax(logits, 1) * targets;
        if (weights is not null)
            terms = terms * weights;
        return -terms.sum(1).mean();
    }

    /// <summary>The weight of each genre [genres]; see <see cref="ClassWeighting"/>. <see langword="null"/> stands for ones.</summary>
    public static float[]? Weights(ClassWeighting weighting, IReadOnlyList<int> labels, int genres)
    {
        if (weighting == ClassWeighting.None)
            return null;
        var counts = new int[genres];
        foreach (int label in labels)
            counts[label]++;
        return [.. counts.Select(count => (float)labels.Count / (genres * count))];
    }
}
