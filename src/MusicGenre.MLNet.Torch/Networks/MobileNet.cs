using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// MobileNetV3-Large for one-channel images (Howard et al. 2019): inverted residuals with depthwise convolutions, squeeze-and-excite, hard-swish.
/// The embedding is the mean of each of the last convolution's channels; the head is dense, hard-swish, dropout, dense.
/// 32 × 32 cells become one. Half of the paper's width unless another is asked for.
/// </summary>
public sealed class MobileNet : SpectrogramNetwork
{
    internal const string ArchitectureName = "mobilenet";

    internal MobileNet(int genres, NetworkOptions options)
        : this(genres, options, new MobileNetV3Spec(options.Width!.Value, Activation.HardSigmoid, Momentum: 0.1))
    {
    }

    private MobileNet(int genres, NetworkOptions options, MobileNetV3Spec spec)
        : base(ArchitectureName, genres, MobileNetV3.Stride, MobileNetV3.Stages(spec), MobileNetV3.Head(spec, genres, options.Dropout!.Value))
    {
    }
}
