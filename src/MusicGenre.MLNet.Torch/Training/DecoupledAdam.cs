using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// AdamW (I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", 2019; β = 0.9 and 0.999, ε = 1e-8), whose state is saved
/// exactly.
/// </summary>
/// <remarks>
/// Not TorchSharp's own: in 0.107.0 its arithmetic with numbers (<c>t.add_(1)</c>) makes a native scalar that the garbage collector may
/// free while libtorch still reads it, which ends a training of many steps with an odd error, or goes unnoticed. Here every scalar lives
/// until its step is over.
/// </remarks>
internal sealed class DecoupledAdam : SavedTensors
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly ParameterGroups _groups;
    private readonly Dictionary<IntPtr, (Tensor First, Tensor Second)> _moments = [];

    public DecoupledAdam(ParameterGroups groups, double learningRate)
    {
        _groups = groups;
        LearningRate = learningRate;
        foreach (TorchSharp.Modules.Parameter parameter in groups.Parameters)
            _moments.Add(parameter.Handle, (Moment(parameter), Moment(parameter)));
    }

    /// <summary>The head's rate; a group learns at its own factor of it.</summary>
    public double LearningRate { get; set; }

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step()
    {
        Steps++;
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        double correction1 = 1 - Math.Pow(Beta1, Steps);
        double correction2 = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        using Scalar keepFirst = Beta1.ToScalar(), addFirst = (1 - Beta1).ToScalar();
        using Scalar keepSecond = Beta2.ToScalar(), addSecond = (1 - Beta2).ToScalar();
        using Scalar rootFactor = (1 / correction2).ToScalar(), epsilon = Epsilon.ToScalar(), one = 1.0.ToScalar();
        foreach (ParameterGroups.Group group in _groups.All)
        {
            double rate = LearningRate * group.RateFactor;
            using Scalar decay = (1 - rate * group.WeightDecay).ToScalar(), step = (-rate / correction1).ToScalar();
            foreach (TorchSharp.Modules.Parameter parameter in group.Parameters)
            {
                if (parameter.grad is not Tensor gradient)
                    continue;
                (Tensor first, Tensor second) = _moments[parameter.Handle];
                parameter.mul_(decay);
                first.mul_(keepFirst).add_(gradient, addFirst);
                second.mul_(keepSecond).addcmul_(gradient, gradient, addSecond);
                Tensor root = second.sqrt().mul_(rootFactor).add_(epsilon, one);
                parameter.addcdiv_(first, root, step);
            }
        }
    }

    private static Tensor Moment(Tensor parameter)
    {
        using var noGrad = no_grad();
        return zeros(parameter.shape, parameter.dtype).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    protected override IEnumerable<Tensor> Tensors
        => _groups.Parameters.SelectMany(parameter => new[] { _moments[parameter.Handle].First, _moments[parameter.Handle].Second });
}
