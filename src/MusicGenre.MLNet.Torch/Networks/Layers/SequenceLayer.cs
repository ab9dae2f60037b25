using System.Globalization;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Layers one after another; in a state dict they are numbered from 0.</summary>
internal sealed class SequenceLayer : NetworkLayer
{
    public SequenceLayer(params NetworkLayer[] layers)
    {
        Layers = layers;
        for (int i = 0; i < layers.Length; i++)
            Register(i.ToString(CultureInfo.InvariantCulture), layers[i]);
    }

    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        foreach (NetworkLayer layer in Layers)
            input = layer.call(input);
        return input;
    }

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds)
    {
        foreach (NetworkLayer layer in Layers)
            input = layer.Measure(input, ref multiplyAdds);
        return input;
    }
}
