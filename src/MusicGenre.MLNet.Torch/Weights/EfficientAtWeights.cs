using System.Text.RegularExpressions;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>The published AudioSet weights of EfficientAT for <see cref="NetworkArchitecture.EfficientAtMn04"/>.</summary>
internal static partial class EfficientAtWeights
{
    /// <summary>Number of AudioSet's tags: with as many genres a network is the published one itself.</summary>
    public const int AudioSetTags = 527;

    private const string LastLayer = "head.2.";

    /// <summary>
    /// Loads a published state dict (<c>mn04_as_mAP_432.pt</c>). A network of <see cref="AudioSetTags"/> genres gets all of it;
    /// any other gets all but the last dense layer, which keeps its fresh weights for the genres to be learnt.
    /// </summary>
    /// <param name="network">A network made by <see cref="NetworkArchitecture.EfficientAtMn04"/>.</param>
    /// <param name="path">The <c>.pt</c> file.</param>
    /// <exception cref="ArgumentException">The network is of another architecture.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightsFormatException">The file is no plain PyTorch state dict.</exception>
    /// <exception cref="WeightsMismatchException">It is the state dict of another network.</exception>
    public static void Load(SpectrogramNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Architecture != NetworkArchitecture.EfficientAtMn04)
        {
            throw new ArgumentException(
                $"EfficientAT's weights are for {NetworkArchitecture.EfficientAtMn04}, not for {network.Architecture}.", nameof(network));
        }

        HashSet<string> targets = [.. network.state_dict().Keys];
        StateDictLoader.Load(
            network,
            PyTorchStateDict.Read(path),
            rename: name => Rename(name, targets),
            keep: target => network.Genres != AudioSetTags && target.StartsWith(LastLayer, StringComparison.Ordinal));
    }

    /// <summary>
    /// EfficientAT numbers its layers: features.0 is the stem, features.1…15 the blocks, features.16 the last convolution, classifier.2 and
    /// .5 the dense layers. Within a convolution, 0 is the convolution and 1 its normalisation. A name that follows no rule stays and is
    /// reported as extra.
    /// </summary>
    private static string Rename(string name, HashSet<string> targets)
    {
        if (BlockPattern().Match(name) is { Success: true } block)
        {
            string inner = block.Groups["rest"].Value;
            inner = inner.StartsWith("0.", StringComparison.Ordinal) ? "conv." + inner[2..]
                : inner.StartsWith("1.", StringComparison.Ordinal) ? "norm." + inner[2..]
                : inner.Replace("conc_se_layers.0.fc1.", "squeeze.linear.", StringComparison.Ordinal)
                    .Replace("conc_se_layers.0.fc2.", "excite.linear.", StringComparison.Ordinal);
            string plain = $"block{block.Groups["block"].Value}.{block.Groups["layer"].Value}.{inner}";
            string residual = $"block{block.Groups["block"].Value}.body.{block.Groups["layer"].Value}.{inner}";
            return targets.Contains(residual) ? residual : plain;
        }

        return name
            .Replace("features.0.0.", "stem.conv.", StringComparison.Ordinal)
            .Replace("features.0.1.", "stem.norm.", StringComparison.Ordinal)
            .Replace("features.16.0.", "last.conv.", StringComparison.Ordinal)
            .Replace("features.16.1.", "last.norm.", StringComparison.Ordinal)
            .Replace("classifier.2.", "head.0.linear.", StringComparison.Ordinal)
            .Replace("classifier.5.", "head.2.linear.", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^features\.(?<block>\d+)\.block\.(?<layer>\d+)\.(?<rest>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BlockPattern();
}
