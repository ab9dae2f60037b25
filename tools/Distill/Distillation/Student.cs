using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Distill.Distillation;

/// <summary>
/// A network and the linear projections from its embedding to every value of the teachers: one dense layer whose rows are the projections
/// one after another. The projections are for learning only; the tags' rows become the genres' head in the end.
/// </summary>
internal sealed class Student : nn.Module<Tensor, Tensor>
{
    public Student(SpectrogramNetwork network, int targets, int seed)
        : base(nameof(Student))
    {
        Network = network;
        using (DisposeScope scope = NewDisposeScope())
        {
            Projection = new DenseLayer(network.EmbeddingSize, targets);
            NetworkInitializer.Initialize(Projection, seed);
        }

        register_module("network", network);
        register_module("projection", Projection);
    }

    public SpectrogramNetwork Network { get; }

    public DenseLayer Projection { get; }

    /// <summary>
    /// Lets every projection begin with what is true of all music: a tag's bias is the logit of how frequent it is. From zero, the rare
    /// tags alone would move the network for its first hundreds of steps.
    /// </summary>
    public void BeginWithMeans(IReadOnlyList<TargetBlock> blocks, TargetStatistics statistics)
    {
        var biases = new float[statistics.Means.Length];
        foreach (TargetBlock block in blocks.Where(block => block.Output.IsTags))
        {
            for (int i = block.Start; i < block.End; i++)
            {
                double p = Math.Clamp(statistics.Means[i], 1e-6, 1 - 1e-6);
                biases[i] = (float)Math.Log(p / (1 - p));
            }
        }

        using var noGrad = no_grad();
        using Tensor values = tensor(biases);
        Projection.Linear.bias!.copy_(values);
    }

    /// <summary>[N, 1, mels, frames] → [N, targets].</summary>
    public override Tensor forward(Tensor input) => Projection.call(Network.Embed(input));

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Registered by hand in the constructor.
    }
}
