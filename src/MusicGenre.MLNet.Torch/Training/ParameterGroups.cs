using MusicGenre.MLNet.Torch.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// The trainable part of a network, divided for the optimiser: per stage the decayed weights (two dimensions and more) and the parameters that
/// are not decayed (biases and normalisation weights, of one dimension), each with the stage's factor on the learning rate.
/// </summary>
internal sealed class ParameterGroups
{
    private readonly IReadOnlyList<nn.Module<Tensor, Tensor>> _frozen;
    private readonly SpectrogramNetwork _network;

    private ParameterGroups(SpectrogramNetwork network, IReadOnlyList<nn.Module<Tensor, Tensor>> frozen, IReadOnlyList<Group> all)
    {
        _network = network;
        _frozen = frozen;
        All = all;
        Normalizations =
        [
            .. network.Stages.Skip(frozen.Count).Select(stage => stage.Module).Append(network.Head)
                .SelectMany(module => module.modules()).OfType<BatchNorm>(),
        ];
    }

    /// <summary>The groups, from the first stage that learns to the head; none is empty.</summary>
    public IReadOnlyList<Group> All { get; }

    /// <summary>Every parameter that learns.</summary>
    public IEnumerable<Parameter> Parameters => All.SelectMany(group => group.Parameters);

    /// <summary>The batch normalisations that learn, whose statistics may move.</summary>
    public IReadOnlyList<BatchNorm> Normalizations { get; }

    /// <summary>
    /// Divides a network. Frozen stages get <c>requires_grad = false</c>, the others <c>true</c>.
    /// </summary>
    public static ParameterGroups Of(SpectrogramNetwork network, NetworkTrainingOptions options)
    {
        int depth = network.Stages.Count;
        int frozen = Math.Min(options.FreezeDepth, depth);
        var groups = new List<Group>();
        for (int i = 0; i <= depth; i++)
        {
            bool isHead = i == depth;
            nn.Module<Tensor, Tensor> module = isHead ? network.Head : network.Stages[i].Module;
            string name = isHead ? "head" : network.Stages[i].Name;
            Parameter[] parameters = [.. module.parameters()];
            foreach (Parameter parameter in parameters)
                parameter.requires_grad = i >= frozen;
            if (i < frozen)
                continue;
            double rate = Math.Pow(options.LayerRateDecay, depth - i);
            Add(groups, name, [.. parameters.Where(parameter => parameter.dim() > 1)], rate, options.WeightDecay);
            Add(groups, name, [.. parameters.Where(parameter => parameter.dim() <= 1)], rate, 0);
        }

        return new ParameterGroups(network, [.. network.Stages.Take(frozen).Select(stage => stage.Module)], groups);
    }

    /// <summary>Divides a network that learns as a whole, with another head in the place of its own.</summary>
    public static ParameterGroups Of(SpectrogramNetwork network, nn.Module<Tensor, Tensor> head, double weightDecay)
    {
        var groups = new List<Group>();
        foreach ((string name, nn.Module<Tensor, Tensor> module) in network.Stages.Select(stage => (stage.Name, stage.Module)).Append(("head", head)))
        {
            Parameter[] parameters = [.. module.parameters()];
            Add(groups, name, [.. parameters.Where(parameter => parameter.dim() > 1)], 1, weightDecay);
            Add(groups, name, [.. parameters.Where(parameter => parameter.dim() <= 1)], 1, 0);
        }

        return new ParameterGroups(network, [], groups);
    }

    /// <summary>Training mode for what learns; frozen stages stay in evaluation mode, so that their normalisation statistics do not move.</summary>
    public void EnterTrainingMode()
    {
        _network.train();
        foreach (nn.Module<Tensor, Tensor> stage in _frozen)
            stage.eval();
    }

    private static void Add(List<Group> groups, string stage, Parameter[] parameters, double rate, double decay)
    {
        if (parameters.Length > 0)
            groups.Add(new Group(stage, parameters, rate, decay));
    }

    /// <summary>Parameters that share a learning rate and a weight decay.</summary>
    public sealed record Group(string Stage, IReadOnlyList<Parameter> Parameters, double RateFactor, double WeightDecay);
}
