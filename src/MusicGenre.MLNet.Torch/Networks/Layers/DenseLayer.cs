using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>Dense layer with bias and activation: [N, inputs] → [N, outputs].</summary>
internal sealed class DenseLayer : NetworkLayer
{
    public DenseLayer(int inputs, int outputs, Activation activation = Activation.None)
    {
        (Inputs, Outputs, Activation) = (inputs, outputs, activation);
        Linear = Register("linear", nn.Linear(inputs, outputs));
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public Activation Activation { get; }

    public TorchSharp.Modules.Linear Linear { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Activation.Apply(Linear.call(input));

    /// <inheritdoc/>
    public override FeatureShape Measure(FeatureShape input, ref long multiplyAdds)
    {
        multiplyAdds += (long)Inputs * Outputs;
        return new FeatureShape(Outputs, 1, 1);
    }
}
