using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>The element-wise functions after a convolution or dense layer.</summary>
internal enum Activation
{
    /// <summary>None: the values pass.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019, "Searching for MobileNetV3").</summary>
    HardSwish,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    HardSigmoid,
}

internal static class ActivationExtensions
{
    /// <summary>Applies the function to every element.</summary>
    public static Tensor Apply(this Activation activation, Tensor input) => activation switch
    {
        Activation.None => input,
        Activation.Relu => nn.functional.relu(input),
        Activation.HardSwish => nn.functional.hardswish(input),
        Activation.Sigmoid => nn.functional.sigmoid(input),
        Activation.HardSigmoid => nn.functional.hardsigmoid(input),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation."),
    };
}
