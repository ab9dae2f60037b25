using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Sets a share of the values to zero while training and scales the rest up; afterwards the values pass.</summary>
internal sealed class DropoutLayer : NetworkLayer
{
    public DropoutLayer(double probability)
        : base(nameof(DropoutLayer))
    {
        Probability = probability;
    }

    /// <summary>Share of values that are dropped, 0…1.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        training && Probability > 0 ? nn.functional.dropout(input, Probability, training: true) : input;

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds) => input;
}
