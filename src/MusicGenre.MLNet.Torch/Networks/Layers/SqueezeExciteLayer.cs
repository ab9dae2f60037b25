using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// Scales every channel by a gate computed from all channels' means (Hu et al. 2018, "Squeeze-and-Excitation Networks"): [N, C, H, W] → the
/// same.
/// </summary>
internal sealed class SqueezeExciteLayer : NetworkLayer
{
    private static readonly long[] Picture = [2, 3];

    public SqueezeExciteLayer(int channels, int squeezed, Activation gate)
    {
        Squeeze = Register("squeeze", new DenseLayer(channels, squeezed, Activation.Relu));
        Excite = Register("excite", new DenseLayer(squeezed, channels, gate));
    }

    public DenseLayer Squeeze { get; }

    public DenseLayer Excite { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        input * Excite.call(Squeeze.call(input.mean(Picture))).unsqueeze(2).unsqueeze(3);

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds)
    {
        Squeeze.Measure(input, ref multiplyAdds);
        Excite.Measure(input, ref multiplyAdds);
        return input;
    }
}
