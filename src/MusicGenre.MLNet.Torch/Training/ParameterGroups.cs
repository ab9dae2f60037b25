using MusicGenre.MLNet.Torch.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// The trainable part of a network, divided for the optimiser: per stage the decayed weights (two dimensions and more) and the parameters
/// that are not decayed (biases and normalisation weights, of one dimension), each with the stage's factor on the learning rate.
/// </summary>
internal sealed class ParameterGroups
{
    private readonly SpectrogramNetwork _network;
    private readonly nn.Module[] _resting;

    private ParameterGroups(SpectrogramNetwork network, IReadOnlyList<Group> all, nn.Module[] frozen, bool keepNormalization)
    {
        _network = network;
        All = all;
        BatchNorm[] learning =
        [
            .. network.Stages.Skip(frozen.Length).Select(stage => stage.Layer).Append(network.Head)
                .SelectMany(module => module.modules()).OfType<BatchNorm>(),
        ];
        Normalizations = keepNormalization ? [] : learning;
        _resting = keepNormalization ? [.. frozen, .. learning] : frozen;
    }

    /// <summary>The groups, from the first stage that learns to the head; none is empty.</summary>
    public IReadOnlyList<Group> All { get; }

    /// <summary>Every parameter that learns.</summary>
    public IEnumerable<Parameter> Parameters => All.SelectMany(group => group.Parameters);

    /// <summary>The batch normalisations whose statistics may move.</summary>
    public IReadOnlyList<BatchNorm> Normalizations { get; }

    /// <summary>Divides a network. Frozen stages get <c>requires_grad = false</c>, the others <c>true</c>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What is frozen, the rates, the weight decay.</param>
    /// <param name="head">What learns in the place of the network's head; <see langword="null"/> for that.</param>
    public static ParameterGroups Of(SpectrogramNetwork network, NetworkTrainingOptions options, nn.Module? head = null)
    {
        int depth = network.Stages.Count, frozen = Math.Min(options.FreezeDepth, depth);
        (string Name, nn.Module Module)[] parts =
            [.. network.Stages.Select(stage => (stage.Name, (nn.Module)stage.Layer)), ("head", head ?? network.Head)];
        var groups = new List<Group>();
        foreach ((int i, (string name, nn.Module module)) in parts.Index())
        {
            Parameter[] parameters = [.. module.parameters()];
            foreach (Parameter parameter in parameters)
                parameter.requires_grad = i >= frozen;
            if (i < frozen)
                continue;
            double rate = Math.Pow(options.LayerRateDecay, depth - i);
            IEnumerable<IGrouping<bool, Parameter>> byDecay = parameters.GroupBy(parameter => parameter.dim() > 1);
            foreach (IGrouping<bool, Parameter> group in byDecay.OrderByDescending(group => group.Key))
                groups.Add(new Group(name, [.. group], rate, group.Key ? options.WeightDecay : 0));
        }
        return new ParameterGroups(network, groups, [.. parts.Take(frozen).Select(part => part.Module)], options.KeepNormalization);
    }

    /// <summary>Training mode for what learns; frozen stages, and normalisations that keep their statistics, stay in evaluation
    /// mode.</summary>
    public void EnterTrainingMode()
    {
        _network.train();
        foreach (nn.Module module in _resting)
            module.eval();
    }

    /// <summary>Parameters that share a learning rate and a weight decay.</summary>
    public sealed record Group(string Stage, IReadOnlyList<Parameter> Parameters, double RateFactor, double WeightDecay);
}
