using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>Puts weights from a file into a network.</summary>
internal static class StateDictLoader
{
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>
    /// Copies every weight and running statistic. All or nothing: if anything is missing, left over or misshapen, nothing is changed.
    /// The counters <c>num_batches_tracked</c>, which no result depends on, are ignored on both sides.
    /// </summary>
    /// <param name="module">The network, on any device.</param>
    /// <param name="weights">Tensors by their names, from <see cref="PyTorchStateDict"/> or <see cref="OnnxWeights"/>.</param>
    /// <param name="rename">
    /// Gives the network's name of a tensor of the file, or <see langword="null"/> to leave the tensor out on purpose. The default value
    /// gives every name as it is.
    /// </param>
    /// <param name="keep">
    /// Whether a tensor of the network, by its name there, keeps its own values and need not be in the file. The default value is: none.
    /// </param>
    /// <exception cref="WeightsMismatchException">Lists all that is missing, extra and misshapen.</exception>
    public static void Load(
        nn.Module module, IReadOnlyDictionary<string, WeightTensor> weights, Func<string, string?>? rename = null,
        Func<string, bool>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(weights);
        rename ??= name => name;
        keep ??= _ => false;
        Dictionary<string, Tensor> targets = module.state_dict()
            .Where(entry => !IsCounter(entry.Key) && !keep(entry.Key))
            .ToDictionary(entry => entry.Key, entry => entry.Value);
        Dictionary<Tensor, WeightTensor> matched = Match(module, targets, weights, rename, keep);

        using var noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor target, WeightTensor source) in matched)
            target.copy_(tensor(source.Array, [.. source.Shape]));
    }

    private static Dictionary<Tensor, WeightTensor> Match(
        nn.Module module, Dictionary<string, Tensor> targets, IReadOnlyDictionary<string, WeightTensor> weights,
        Func<string, string?> rename, Func<string, bool> keep)
    {
        var extra = new List<string>();
        var misshapen = new List<WeightShapeMismatch>();
        var given = new HashSet<string>();
        var matched = new Dictionary<Tensor, WeightTensor>(ReferenceEqualityComparer.Instance);
        foreach ((string name, WeightTensor source) in weights)
        {
            if (IsCounter(name) || rename(name) is not string targetName || keep(targetName))
                continue;
            if (!targets.TryGetValue(targetName, out Tensor? target) || !given.Add(targetName))
                extra.Add(name);
            else if (!target.shape.SequenceEqual(source.Shape))
                misshapen.Add(new WeightShapeMismatch(targetName, target.shape, source.Shape));
            else
                matched.Add(target, source);
        }

        string[] missing = [.. targets.Keys.Where(name => !given.Contains(name))];
        if (missing.Length + extra.Count + misshapen.Count > 0)
            throw new WeightsMismatchException(module.GetName(), missing, extra, misshapen);
        return matched;
    }

    private static bool IsCounter(string name) => name == BatchCounter || name.EndsWith("." + BatchCounter, StringComparison.Ordinal);
}
