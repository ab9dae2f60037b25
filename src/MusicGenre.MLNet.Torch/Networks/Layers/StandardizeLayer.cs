using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// Brings every picture by itself to mean 0 and standard deviation 1, so that neither loudness nor contrast matters: [N, C, H, W] → the same.
/// </summary>
internal sealed class StandardizeLayer : NetworkLayer
{
    /// <summary>Added to the variance, so that a picture of one grey becomes zeros.</summary>
    public const double Epsilon = 1e-4;

    private static readonly long[] Picture = [2, 3];

    public StandardizeLayer()
        : base(nameof(StandardizeLayer))
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor centred = input - input.mean(Picture, keepdim: true);
        return centred / (centred.square().mean(Picture, keepdim: true) + Epsilon).sqrt();
    }

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) => input;
}
