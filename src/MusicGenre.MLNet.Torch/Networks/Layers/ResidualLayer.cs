using MusicGenre.MLNet.Torch.Native.Numerics;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>activation(body(x) + shortcut(x)); the shortcut is x itself where none is given (He et al. 2015, "Deep Residual
/// Learning").</summary>
internal sealed class ResidualLayer : NetworkLayer
{
    public ResidualLayer(NetworkLayer body, NetworkLayer? shortcut = null, Activation activation = Activation.None)
    {
        Body = Register("body", body);
        Shortcut = shortcut is null ? null : Register("shortcut", shortcut);
        Activation = activation;
    }

    public NetworkLayer Body { get; }

    public NetworkLayer? Shortcut { get; }

    public Activation Activation { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        Activation.Apply(Body.call(input).Plus(Shortcut is null ? input : Shortcut.call(input)));

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds)
    {
        FeatureShape output = Body.Measure(input, ref multiplyAdds);
        Shortcut?.Measure(input, ref multiplyAdds);
        return output;
    }
}
