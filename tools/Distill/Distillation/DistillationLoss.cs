using TorchSharp;
using static TorchSharp.torch;

namespace Distill.Distillation;

/// <summary>
/// What a student's answers are away from the teachers'. For each embedding the mean squared error of its standardised values; for each set
/// of tags the cross-entropy to the teacher's probabilities (G. Hinton et al., "Distilling the Knowledge in a Neural Network", 2015), each
/// tag weighted by the inverse of what is gained by knowing it, so that "reggae" counts as much as "music". Both are 1 for a student that
/// knows only the means.
/// </summary>
internal sealed class DistillationLoss : IDisposable
{
    /// <summary>Added to a tag's entropy in nats: tags that hardly ever sound get no weight worth mentioning.</summary>
    private const double EntropyFloor = 0.01;

    private readonly IReadOnlyList<TargetBlock> _blocks;
    private readonly Tensor?[] _tagWeights;

    public DistillationLoss(IReadOnlyList<TargetBlock> blocks, TargetStatistics statistics)
    {
        _blocks = blocks;
        _tagWeights = [.. blocks.Select(
            block => block.Output.IsTags ? TagWeights(statistics.Means.AsSpan(block.Start, block.Output.Size)) : null)];
    }

    /// <summary>The two losses of a batch, each the mean over its blocks.</summary>
    /// <param name="answers">The student's [N, targets].</param>
    /// <param name="targets">The teachers' [N, targets]: embeddings standardised, tags as probabilities.</param>
    /// <returns>Tensors of the caller's scope.</returns>
    public (Tensor Embeddings, Tensor Tags) Of(Tensor answers, Tensor targets)
    {
        var embeddings = new List<Tensor>();
        var tags = new List<Tensor>();
        for (int i = 0; i < _blocks.Count; i++)
        {
            TargetBlock block = _blocks[i];
            Tensor own = answers.narrow(1, block.Start, block.Output.Size);
            Tensor taught = targets.narrow(1, block.Start, block.Output.Size);
            if (_tagWeights[i] is Tensor weights)
                tags.Add((nn.functional.binary_cross_entropy_with_logits(own, taught, reduction: nn.Reduction.None) * weights).sum(1).mean(
                    ));
            else
                embeddings.Add(nn.functional.mse_loss(own, taught));
        }

        return (Mean(embeddings), Mean(tags));
    }

    public void Dispose()
    {
        foreach (Tensor? weights in _tagWeights)
            weights?.Dispose();
    }

    private static Tensor Mean(List<Tensor> losses) => losses.Count == 0 ? zeros(1).mean() : stack(losses).mean();

    /// <summary>Weights whose product with the tags' entropies adds up to 1.</summary>
    private static Tensor TagWeights(ReadOnlySpan<float> means)
    {
        var weights = new double[means.Length];
        double sum = 0;
        for (int i = 0; i < means.Length; i++)
        {
            double p = Math.Clamp(means[i], 1e-6, 1 - 1e-6);
            double entropy = -(p * Math.Log(p) + (1 - p) * Math.Log(1 - p));
            weights[i] = 1 / (entropy + EntropyFloor);
            sum += weights[i] * entropy;
        }

        return tensor([.. weights.Select(weight => (float)(weight / sum))]).DetachFromDisposeScope();
    }
}
