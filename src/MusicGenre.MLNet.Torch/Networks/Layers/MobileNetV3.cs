namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>What the networks of the MobileNetV3-Large family differ in.</summary>
/// <param name="Width">Factor on the number of channels.</param>
/// <param name="Gate">The function at the end of squeeze-and-excite.</param>
/// <param name="Momentum">Weight of a new batch in the running statistics.</param>
internal sealed record MobileNetV3Spec(double Width, Activation Gate, double Momentum);

/// <summary>
/// The layers of MobileNetV3-Large for one-channel images: table 1 of Howard et al. 2019, "Searching for MobileNetV3".
/// Fifteen inverted residual blocks between two convolutions; 32 × 32 cells become one.
/// </summary>
internal static class MobileNetV3
{
    /// <summary>How many cells in either direction become one.</summary>
    public const int Stride = 32;

    private const double Epsilon = 1e-3;

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

    /// <summary>Length of the pooled features under a width factor: six times the last block's channels.</summary>
    public static int Features(double width) => 6 * Channels.Scale(Table[^1].Output, width);

    /// <summary>The stages <c>stem</c>, <c>block1</c> … <c>block15</c>, <c>last</c> and <c>pool</c>.</summary>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> Stages(MobileNetV3Spec spec)
    {
        int channels = Channels.Scale(16, spec.Width);
        var stages = new List<(string, NetworkLayer)> { ("stem", Convolution(spec, 1, channels, 3, Activation.HardSwish, stride: 2)) };
        for (int i = 0; i < Table.Length; i++)
        {
            int output = Channels.Scale(Table[i].Output, spec.Width);
            stages.Add(($"block{i + 1}", Block(spec, Table[i], channels, output)));
            channels = output;
        }

        stages.Add(("last", Convolution(spec, channels, 6 * channels, 1, Activation.HardSwish)));
        stages.Add(("pool", new GlobalPoolLayer()));
        return stages;
    }

    /// <summary>The classifier: dense with hard-swish, dropout, dense.</summary>
    public static NetworkLayer Head(MobileNetV3Spec spec, int genres, double dropout)
    {
        int hidden = Channels.Scale(1280, spec.Width);
        return new SequenceLayer(
            new DenseLayer(Features(spec.Width), hidden, Activation.HardSwish),
            new DropoutLayer(dropout),
            new DenseLayer(hidden, genres));
    }

    private static NetworkLayer Block(MobileNetV3Spec spec, Row row, int input, int output)
    {
        int expanded = Channels.Scale(row.Expanded, spec.Width);
        var layers = new List<NetworkLayer>();
        if (expanded != input)
            layers.Add(Convolution(spec, input, expanded, 1, row.Activation));
        layers.Add(Convolution(spec, expanded, expanded, row.Kernel, row.Activation, row.Stride, groups: expanded));
        if (row.SqueezeExcite)
            layers.Add(new SqueezeExciteLayer(expanded, Channels.Scale(expanded / 4, 1), spec.Gate));
        layers.Add(Convolution(spec, expanded, output, 1, Activation.None));
        var body = new SequenceLayer([.. layers]);
        return row.Stride == 1 && input == output ? new ResidualLayer(body) : body;
    }

    private static ConvolutionLayer Convolution(
        MobileNetV3Spec spec, int input, int output, int kernel, Activation activation, int stride = 1, int groups = 1) =>
        new(new ConvolutionSpec(input, output, kernel)
        {
            Stride = stride,
            Groups = groups,
            Epsilon = Epsilon,
            Momentum = spec.Momentum,
            Activation = activation,
        });

    private sealed record Row(int Kernel, int Expanded, int Output, bool SqueezeExcite, Activation Activation, int Stride);
}
