using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// The layers of networks of inverted residuals: wide, depthwise, narrow again (Howard et al. 2019, "Searching for MobileNetV3").
/// 32 × 32 cells become one.
/// </summary>
internal static class MobileNetworks
{
    /// <summary>The width of EfficientAT's mn04.</summary>
    public const double EfficientAtWidth = 0.4;

    // Table 1 of the paper, MobileNetV3-Large: fifteen blocks between two convolutions.
    private static readonly Row[] Table =
    [
        new(3, 16, 16, false, Activation.Relu, 1),
        new(3, 64, 24, false, Activation.Relu, 2),
        new(3, 72, 24, false, Activation.Relu, 1),
        new(5, 72, 40, true, Activation.Relu, 2),
        new(5, 120, 40, true, Activation.Relu, 1),
        new(5, 120, 40, true, Activation.Relu, 1),
        new(3, 240, 80, false, Activation.HardSwish, 2),
        new(3, 200, 80, false, Activation.HardSwish, 1),
        new(3, 184, 80, false, Activation.HardSwish, 1),
        new(3, 184, 80, false, Activation.HardSwish, 1),
        new(3, 480, 112, true, Activation.HardSwish, 1),
        new(3, 672, 112, true, Activation.HardSwish, 1),
        new(5, 672, 160, true, Activation.HardSwish, 2),
        new(5, 960, 160, true, Activation.HardSwish, 1),
        new(5, 960, 160, true, Activation.HardSwish, 1),
    ];

    /// <summary>MobileNetV3-Large for one-channel images. The embedding is the mean of each of the last convolution's channels.</summary>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> MobileNet(NetworkOptions options)
        => Large(options, new Family(Activation.HardSigmoid, Momentum: 0.1));

    /// <summary>
    /// EfficientAT's mn04 (Schmid et al. 2023, "Efficient Large-Scale Audio Tagging"): MobileNetV3-Large of width 0.4 on log-mel
    /// spectrograms of 32 kHz audio, 10 ms a frame; <see cref="Weights.EfficientAtWeights"/> loads the published AudioSet weights. The
    /// embedding is the 384 pooled features.
    /// </summary>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> EfficientAt(NetworkOptions options)
        => Large(options, new Family(Activation.Sigmoid, Momentum: 0.01));

    /// <summary>
    /// The classifier of both: dense with hard-swish, dropout, dense. For other genres than those it was trained on only the last dense
    /// layer is new, as in EfficientAT's own fine-tuning; the values before it keep what they were taught.
    /// </summary>
    public static NetworkLayer Head(NetworkOptions options, int embedding, int genres)
    {
        int hidden = Channels.Scale(1280, options);
        return new SequenceLayer(
            new DenseLayer(embedding, hidden, Activation.HardSwish), new DropoutLayer(options.Dropout!.Value),
            new DenseLayer(hidden, genres));
    }

    /// <summary>The small student of the project's own backbone: about a million parameters.</summary>
    /// <remarks>
    /// The first blocks are fused (one dense 3 × 3 convolution instead of a pointwise and a depthwise one: M. Tan and Q. Le 2021,
    /// "EfficientNetV2"), since depthwise convolutions of large pictures are slow on a processor; the later ones are MobileNetV3's, with
    /// ReLU throughout, which ONNX Runtime computes inside the convolution. All widths are multiples of 16, the channels that ONNX Runtime
    /// keeps side by side for AVX-512: others cost as much as the next multiple. The embedding is each of the last convolution's channels
    /// as its mean and as the largest value over time of its mean over frequency.
    /// </remarks>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> Distilled(NetworkOptions options)
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
            ("last", new ConvolutionLayer(new ConvolutionSpec(fifth, Wide(384), 1))),
            ("pool", new GlobalPoolLayer(withMaximum: true)),
        ];
    }

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
        return Residual(layers, stride == 1 && input == output);
    }

    private static NetworkLayer Residual(List<NetworkLayer> layers, bool hasShortcut)
    {
        var body = new SequenceLayer([.. layers]);
        return hasShortcut ? new ResidualLayer(body) : body;
    }

    private static List<(string Name, NetworkLayer Layer)> Large(NetworkOptions options, Family family)
    {
        int channels = Channels.Scale(16, options);
        var stages = new List<(string, NetworkLayer)> { ("stem", family.Convolution(1, channels, 3, Activation.HardSwish, stride: 2)) };
        foreach (Row row in Table)
        {
            int expanded = Channels.Scale(row.Expanded, options), output = Channels.Scale(row.Output, options);
            var layers = new List<NetworkLayer>();
            if (expanded != channels)
                layers.Add(family.Convolution(channels, expanded, 1, row.Activation));
            layers.Add(family.Convolution(expanded, expanded, row.Kernel, row.Activation, row.Stride, groups: expanded));
            if (row.SqueezeExcite)
                layers.Add(new SqueezeExciteLayer(expanded, Channels.Scale(expanded / 4, 1), family.Gate));
            layers.Add(family.Convolution(expanded, output, 1, Activation.None));
            stages.Add(($"block{stages.Count}", Residual(layers, row.Stride == 1 && channels == output)));
            channels = output;
        }
        return [.. stages, ("last", family.Convolution(channels, 6 * channels, 1, Activation.HardSwish)), ("pool", new GlobalPoolLayer())];
    }

    private sealed record Row(int Kernel, int Expanded, int Output, bool SqueezeExcite, Activation Activation, int Stride);

    /// <summary>What MobileNet and EfficientAT differ in.</summary>
    /// <param name="Gate">The function at the end of squeeze-and-excite.</param>
    /// <param name="Momentum">Weight of a new batch in the running statistics.</param>
    private sealed record Family(Activation Gate, double Momentum)
    {
        public ConvolutionLayer Convolution(int input, int output, int kernel, Activation activation, int stride = 1, int groups = 1)
            => new(new ConvolutionSpec(input, output, kernel)
            {
                Stride = stride,
                Groups = groups,
                Epsilon = 1e-3,
                Momentum = Momentum,
                Activation = activation,
            });
    }
}
