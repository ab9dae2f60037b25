using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// One vector of a picture of any size: the mean of every channel, and optionally its largest value: [N, C, H, W] → [N, C] or [N, 2·C].
/// </summary>
internal sealed class GlobalPoolLayer : NetworkLayer
{
    private static readonly long[] Picture = [2, 3];

    public GlobalPoolLayer(bool withMaximum = false)
        : base(nameof(GlobalPoolLayer))
    {
        WithMaximum = withMaximum;
    }

    /// <summary>Whether the largest values follow the means.</summary>
    public bool WithMaximum { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor mean = input.mean(Picture);
        return WithMaximum ? cat([mean, input.amax(Picture)], 1) : mean;
    }

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) =>
        new(WithMaximum ? 2 * input.Channels : input.Channels, 1, 1);
}
