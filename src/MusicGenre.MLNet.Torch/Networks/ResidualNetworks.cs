using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>The layers of networks of residual blocks: two 3 × 3 convolutions beside a shortcut (He et al. 2015, "Deep Residual
/// Learning").</summary>
internal static class ResidualNetworks
{
    /// <summary>A small network to be trained from scratch in minutes on a processor.</summary>
    /// <remarks>
    /// The picture is standardised first (mean 0, variance 1), since the levels of pictures are often only relative. A 5 × 5 convolution
    /// (24 channels) and a max pooling each halve it; then four residual blocks (32, 64, 128 and 192 channels), the second and third of
    /// which halve it again: 16 × 16 cells become one. The embedding of 384 is each channel's mean and the largest value over time of its
    /// mean over frequency. About 0.9 million parameters, and 172 million multiply-adds for 128 × 256 cells.
    /// </remarks>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> SmallCnn(NetworkOptions options)
    {
        int[] channels = [.. new[] { 24, 32, 64, 128, 192 }.Select(wanted => Channels.Scale(wanted, options))];
        return
        [
            ("stem", new SequenceLayer(new StandardizeLayer(), Halve(channels[0], 5), new MaxPoolLayer(2, 2))),
            ("block1", Block(channels[0], channels[1], 1, alwaysShortcut: true)),
            ("block2", Block(channels[1], channels[2], 2)),
            ("block3", Block(channels[2], channels[3], 2)),
            ("block4", Block(channels[3], channels[4], 1, alwaysShortcut: true)),
            ("pool", new GlobalPoolLayer(withMaximum: true)),
        ];
    }

    /// <summary>ResNet of 18 layers for one-channel images: table 1 of the paper.</summary>
    /// <remarks>
    /// A 7 × 7 convolution and max pooling, four stages of two residual blocks (64, 128, 256, 512 channels), the mean of each channel as
    /// the embedding. 32 × 32 cells become one.
    /// </remarks>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> ResNet18(NetworkOptions options)
    {
        int channels = Channels.Scale(64, options);
        var stem = new SequenceLayer(Halve(channels, 7), new MaxPoolLayer(3, 2, padding: 1));
        var stages = new List<(string, NetworkLayer)> { ("stem", stem) };
        for (int i = 0; i < 4; i++)
        {
            int output = Channels.Scale(64 << i, options);
            stages.Add(($"layer{i + 1}", new SequenceLayer(Block(channels, output, i == 0 ? 1 : 2), Block(output, output, 1))));
            channels = output;
        }
        return [.. stages, ("pool", new GlobalPoolLayer())];
    }

    /// <summary>The larger student of the project's own backbone: about two million parameters.</summary>
    /// <remarks>
    /// A 5 × 5 convolution (24 channels) and a max pooling each halve the picture; then five residual blocks with 24, 48, 96, 192 and 256
    /// channels, the second, third and fourth of which halve it again: 32 × 32 cells become one. The embedding of 512 is each channel's
    /// mean and the largest value over time of its mean over frequency.
    /// </remarks>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> Distilled(NetworkOptions options)
    {
        int channels = Channels.Scale(24, options);
        var stages = new List<(string, NetworkLayer)> { ("stem", new SequenceLayer(Halve(channels, 5), new MaxPoolLayer(2, 2))) };
        (int Channels, int Stride)[] blocks = [(24, 1), (48, 2), (96, 2), (192, 2), (256, 1)];
        foreach ((int wanted, int stride) in blocks)
        {
            int output = Channels.Scale(wanted, options);
            stages.Add(($"block{stages.Count}", Block(channels, output, stride)));
            channels = output;
        }
        return [.. stages, ("pool", new GlobalPoolLayer(withMaximum: true))];
    }

    private static ConvolutionLayer Halve(int channels, int kernel) => new(new ConvolutionSpec(1, channels, kernel) { Stride = 2 });

    private static ResidualLayer Block(int input, int output, int stride, bool alwaysShortcut = false) => new(
        new SequenceLayer(
            new ConvolutionLayer(new ConvolutionSpec(input, output, 3) { Stride = stride }),
            new ConvolutionLayer(new ConvolutionSpec(output, output, 3) { Activation = Activation.None })),
        stride == 1 && input == output && !alwaysShortcut
            ? null
            : new ConvolutionLayer(new ConvolutionSpec(input, output, 1) { Stride = stride, Activation = Activation.None }),
        Activation.Relu);
}
