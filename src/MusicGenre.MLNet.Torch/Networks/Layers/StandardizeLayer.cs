using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>
/// Takes each picture's level and contrast away: x → (x − mean) / √max(variance, 0.01), mean and variance over all cells of the picture;
/// the shape [N, C, H, W] stays. Nothing is learnt. Decibels that are only relative to a picture's own maximum differ in both for no
/// musical reason.
/// </summary>
/// <remarks>The least variance, of a twentieth of the input's range −1…1, keeps an even picture (silence) even instead of blowing up its
/// rounding.</remarks>
internal sealed class StandardizeLayer : NetworkLayer
{
    /// <summary>The variance below which a picture counts as even.</summary>
    public const float LeastVariance = 0.01f;

    private static readonly long[] Picture = [1, 2, 3];

    // Kept as long as the layer: libtorch may still read a passing scalar when it is freed (see DecoupledAdam).
    private readonly Scalar _leastVariance = LeastVariance.ToScalar();

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor centred = input - input.mean(Picture, keepdim: true);
        Tensor variance = (centred * centred).mean(Picture, keepdim: true);
        return centred / variance.clamp_min(_leastVariance).sqrt();
    }

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) => input;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _leastVariance.Dispose();
        base.Dispose(disposing);
    }
}
