using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// The exponential moving average of everything that learns (B. Polyak and A. Juditsky, 1992; A. Tarvainen and H. Valpola, "Mean teachers",
/// 2017): after step t, average ← d·average + (1 − d)·weights with d = min(decay, (1 + t) / (10 + t)), so that the first, random weights
/// fade soon.
/// </summary>
/// <remarks>As in <see cref="DecoupledAdam"/>, every scalar lives until its step is over.</remarks>
internal sealed class WeightAverage : SavedTensors
{
    private readonly double _decay;
    private readonly Tensor[] _weights;
    private readonly Tensor[] _averages;

    /// <summary>Begins with the weights as they are.</summary>
    public WeightAverage(ParameterGroups groups, double decay)
    {
        _decay = decay;
        using var noGrad = no_grad();
        // The running statistics belong to the weights: where they are not computed anew, the averaged weights need averaged statistics.
        _weights =
        [
            .. groups.Parameters,
            .. groups.Normalizations.SelectMany(layer => new[] { layer.running_mean!, layer.running_var! }),
        ];
        _averages = [.. _weights.Select(weight => weight.detach().clone().DetachFromDisposeScope())];
    }

    /// <summary>Takes the weights after a step of the optimiser into the average.</summary>
    public void Update()
    {
        Steps++;
        double decay = Math.Min(_decay, (1.0 + Steps) / (10 + Steps));
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Scalar keep = decay.ToScalar(), add = (1 - decay).ToScalar();
        for (int i = 0; i < _weights.Length; i++)
            _averages[i].mul_(keep).add_(_weights[i], add);
    }

    /// <summary>Writes the averages over the network's weights.</summary>
    public void CopyToNetwork()
    {
        using var noGrad = no_grad();
        for (int i = 0; i < _weights.Length; i++)
            _weights[i].copy_(_averages[i]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Tensor> Tensors => _averages;
}
