using MusicGenre.MLNet.Torch.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Computes the means and variances of batch normalisation anew, over unaltered training crops ("precise batch normalisation"; Y. Wu and J.
/// Johnson, "Rethinking 'Batch' in BatchNorm", 2021). The running averages that training leaves lag behind the weights, and are of mixed
/// and masked pictures: on a few hundred tracks a network that fits them well can look hardly better than chance through them.
/// </summary>
internal static class NormalizationStatistics
{
    /// <summary>Replaces the statistics of the given layers by their average over the batches; leaves the network in evaluation
    /// mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">Its layers whose statistics may move.</param>
    /// <param name="batches">Unaltered training pictures.</param>
    /// <param name="ct">Stops between two batches.</param>
    public static void Recompute(
        SpectrogramNetwork network, IReadOnlyList<BatchNorm> layers, IEnumerable<TrainingBatch> batches, CancellationToken ct)
    {
        network.eval();
        if (layers.Count == 0)
            return;
        double?[] momenta = [.. layers.Select(layer => layer.momentum)];
        try
        {
            foreach (BatchNorm layer in layers)
            {
                layer.train();
                layer.reset_running_stats();
            }

            int seen = 0;
            foreach (TrainingBatch batch in batches)
            {
                ct.ThrowIfCancellationRequested();
                // The n-th batch with weight 1/n: all batches count alike.
                seen++;
                foreach (BatchNorm layer in layers)
                    layer.momentum = 1.0 / seen;
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                network.call(batch.ToTensor());
            }
        }
        finally
        {
            for (int i = 0; i < layers.Count; i++)
                layers[i].momentum = momenta[i];
            network.eval();
        }
    }
}
