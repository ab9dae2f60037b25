using System.Text;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>Weights do not fit a network. Every tensor that is missing, left over or of another shape is listed; nothing was
/// loaded.</summary>
public sealed class WeightsMismatchException : MusicGenreException
{
    internal WeightsMismatchException(
        string network, IReadOnlyList<string> missing, IReadOnlyList<string> extra, IReadOnlyList<WeightShapeMismatch> misshapen)
        : base(Describe(network, missing, extra, misshapen))
    {
        Missing = missing;
        Extra = extra;
        Misshapen = misshapen;
    }

    /// <summary>Tensors of the network that the weights lack, by the network's names.</summary>
    internal IReadOnlyList<string> Missing { get; }

    /// <summary>Tensors of the weights that the network has no place for, by the file's names.</summary>
    internal IReadOnlyList<string> Extra { get; }

    /// <summary>Tensors of another shape than the network's.</summary>
    internal IReadOnlyList<WeightShapeMismatch> Misshapen { get; }

    private static string Describe(
        string network, IReadOnlyList<string> missing, IReadOnlyList<string> extra, IReadOnlyList<WeightShapeMismatch> misshapen)
    {
        var text = new StringBuilder();
        text.Append($"The weights do not fit {network}; nothing was loaded. ");
        text.Append("Take weights of the same architecture, width and number of genres.");
        Append(text, "missing", missing);
        Append(text, "extra", extra);
        Append(text, "of another shape", [.. misshapen.Select(mismatch => mismatch.ToString())]);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string what, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
            text.Append($"\n{lines.Count} {what}: {string.Join(", ", lines)}");
    }
}
