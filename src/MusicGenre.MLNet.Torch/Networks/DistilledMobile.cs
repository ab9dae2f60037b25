using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// The small student of the project's own backbone: inverted residuals with squeeze-and-excite, about a million parameters.
/// </summary>
/// <remarks>
/// The first blocks are fused (one dense 3 × 3 convolution instead of a pointwise and a depthwise one: M. Tan and Q. Le 2021, "EfficientNetV2"),
/// since depthwise convolutions of large pictures are slow on a processor; the later ones are MobileNetV3's (Howard et al. 2019), with ReLU
/// throughout, which ONNX Runtime computes inside the convolution. All widths are multiples of 16, the channels that ONNX Runtime keeps side by side for
/// AVX-512: others cost as much as the next multiple. 32 × 32 cells become one. The embedding is each of the last convolution's channels as its mean and as the largest value over time of its mean over frequency.
/// </remarks>
public sealed class DistilledMobile : SpectrogramNetwork
{
    internal const string ArchitectureName = "mobile";
    private const int LastChannels = 384;

    internal DistilledMobile(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, stride: 32, BuildStages(options), BuildHead(genres, options))
    {
    }

    private static (string Name, NetworkLayer Layer)[] BuildStages(NetworkOptions options)
    {
        int Wide(int channels) => Channels.Scale(channels, options);
        int first = Wide(16), second = Wide(16), third = Wide(32), fourth = Wide(64), fifth = Wide(128);
        return
        [
            ("stem", new ConvolutionLayer(new ConvolutionSpec(1, first, 3) { Stride = 2 })),
            ("block1", Fused(first, Wide(32), second)),
            ("block2", Fused(second, Wide(64), third)),
            ("block3", Inverted(third, Wide(96), third, stride: 1, gated: false)),
            ("block4", Inverted(third, Wide(160), fourth, stride: 2)),
            ("block5", Inverted(fourth, Wide(256), fourth, stride: 1)),
            ("block6", Inverted(fourth, Wide(320), fifth, stride: 2)),
            ("block7", Inverted(fifth, Wide(512), fifth, stride: 1)),
            ("block8", Inverted(fifth, Wide(512), fifth, stride: 1)),
            ("last", new ConvolutionLayer(new ConvolutionSpec(fifth, Wide(LastChannels), 1))),
            ("pool", new GlobalPoolLayer(withMaximum: true)),
        ];
    }

    private static SequenceLayer BuildHead(int genres, NetworkOptions options) =>
        new(new DropoutLayer(options.Dropout!.Value), new DenseLayer(2 * Channels.Scale(LastChannels, options), genres));

    private static SequenceLayer Fused(int input, int expanded, int output) => new(
        new ConvolutionLayer(new ConvolutionSpec(input, expanded, 3) { Stride = 2 }),
        new ConvolutionLayer(new ConvolutionSpec(expanded, output, 1) { Activation = Activation.None }));

    private static NetworkLayer Inverted(int input, int expanded, int output, int stride, bool gated = true)
    {
        var layers = new List<NetworkLayer>
        {
            new ConvolutionLayer(new ConvolutionSpec(input, expanded, 1)),
            new ConvolutionLayer(new ConvolutionSpec(expanded, expanded, 3) { Stride = stride, Groups = expanded }),
        };
        if (gated)
            layers.Add(new SqueezeExciteLayer(expanded, expanded / 4, Activation.HardSigmoid));
        layers.Add(new ConvolutionLayer(new ConvolutionSpec(expanded, output, 1) { Activation = Activation.None }));
        var body = new SequenceLayer([.. layers]);
        return stride == 1 && input == output ? new ResidualLayer(body) : body;
    }
}
