using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>The whole picture as one vector: [N, C, H, W] → [N, C·H·W].</summary>
internal sealed class FlattenLayer : NetworkLayer
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.flatten(1);

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) =>
        new(input.Channels * input.Height * input.Width, 1, 1);
}
