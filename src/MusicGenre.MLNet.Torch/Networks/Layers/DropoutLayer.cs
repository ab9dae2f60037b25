using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Sets a share of the values to zero while training and scales the rest up; afterwards the values pass.</summary>
/// <param name="probability">Share of values that are dropped, 0…1.</param>
internal sealed class DropoutLayer(double probability) : NetworkLayer
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        training && probability > 0 ? nn.functional.dropout(input, probability, training: true) : input;

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) => input;
}
