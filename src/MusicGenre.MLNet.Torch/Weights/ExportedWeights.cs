using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using TorchSharp.Modules;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>Puts the weights of an ONNX file that <see cref="OnnxExporter"/> wrote back into a network, to train on from there.</summary>
/// <remarks>
/// The file has each batch normalisation worked into the convolution before it (<see cref="OnnxExporter"/>). The convolution gets the
/// weights as they are in the file; its normalisation is set to pass values through and add the file's bias: mean 0, variance 1, factor √(1
/// + ε). The network then computes in evaluation mode what the file does, but its normalisations have no statistics of real music yet;
/// <c>NormalizationCalibration</c> gives them some before anything is trained.
/// </remarks>
internal static class ExportedWeights
{
    private const string Head = "head";
    private const string ArchitectureEntry = "musicgenre.architecture";

    /// <summary>Loads everything before the embedding; the head keeps its fresh weights, for the genres to be learnt.</summary>
    /// <param name="network">A network of the architecture and width that was exported, with any number of genres.</param>
    /// <param name="model">The ONNX file's content.</param>
    /// <param name="source">What to call the file in messages.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, not one of the exporter's, or of another architecture.</exception>
    /// <exception cref="WeightsMismatchException">The network has another width than the exported one; nothing was loaded.</exception>
    public static void LoadStages(SpectrogramNetwork network, ReadOnlySpan<byte> model, string source)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ModelProto file = OnnxWeights.Parse(model, source);
        string? architecture = file.MetadataProps.FirstOrDefault(entry => entry.Key == ArchitectureEntry)?.Value;
        if (architecture != network.Architecture.Name)
        {
            throw new WeightsFormatException(architecture is null
                ? $"{source} was not written by MusicGenre.MLNet.Torch's exporter: its metadata name no architecture. Give a file that was."
                : $"{source} holds a network of the architecture '{architecture}', not '{network.Architecture}'. Give a file of that one, "
                    + $"or train '{architecture}'.");
        }

        StateDictLoader.Load(network, Unfold(network, OnnxWeights.Read(file, source)), keep: IsHead);
    }

    /// <summary>The tensors of a state dict that computes what the exported ones do.</summary>
    private static Dictionary<string, WeightTensor> Unfold(SpectrogramNetwork network, IReadOnlyDictionary<string, WeightTensor> exported)
    {
        HashSet<string> targets = [.. network.state_dict().Keys];
        Dictionary<string, BatchNorm2d> normalizations = network.named_modules()
            .Where(named => named.module is BatchNorm2d)
            .ToDictionary(named => named.name, named => (BatchNorm2d)named.module, StringComparer.Ordinal);
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string name, WeightTensor tensor) in exported.Where(
            pair => !IsHead(pair.Key) && !pair.Key.EndsWith(OnnxLayerWriter.LeastVariance, StringComparison.Ordinal)))
        {
            int dot = name.LastIndexOf('.');
            (string layer, string part) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
            if (targets.Contains($"{layer}.linear.{part}"))
                // A gate's dense layer is exported as a 1 × 1 convolution.
                Add($"{layer}.linear.{part}", [.. tensor.Shape.Take(part == "weight" ? 2 : 1)], tensor.Array);
            else if (part == "bias" && normalizations.TryGetValue($"{layer}.norm", out BatchNorm2d? normalization))
                AddPassing($"{layer}.norm", normalization, tensor);
            else
                Add($"{layer}.conv.{part}", [.. tensor.Shape], tensor.Array);
        }

        return tensors;

        void AddPassing(string name, BatchNorm2d normalization, WeightTensor bias)
        {
            int channels = bias.Array.Length;
            Add($"{name}.weight", [channels], Filled(channels, (float)Math.Sqrt(1 + normalization.eps)));
            Add($"{name}.bias", [channels], bias.Array);
            Add($"{name}.running_mean", [channels], new float[channels]);
            Add($"{name}.running_var", [channels], Filled(channels, 1));
        }

        void Add(string name, long[] shape, float[] values) => tensors[name] = new WeightTensor(name, shape, values);
    }

    private static bool IsHead(string name) => name == Head || name.StartsWith(Head + ".", StringComparison.Ordinal);

    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return values;
    }
}
