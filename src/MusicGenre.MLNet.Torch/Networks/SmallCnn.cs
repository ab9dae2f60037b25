using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// A small residual network to be trained from scratch in minutes on a processor.
/// </summary>
/// <remarks>
/// The picture is standardised first (mean 0, variance 1), since the levels of pictures are often only relative. A 5 × 5 convolution (24 channels)
/// and a max pooling each halve it; then four residual blocks of two 3 × 3 convolutions (32, 64, 128 and 192 channels), the second and third of which
/// halve it again: 16 × 16 cells become one. The embedding of 384 is each channel's mean and the largest value over time of its mean over frequency;
/// dropout and one dense layer classify it.
/// About 0.9 million parameters, and 172 million multiply-adds for 128 × 256 cells.
/// </remarks>
public sealed class SmallCnn : SpectrogramNetwork
{
    internal const string ArchitectureName = "small-cnn";

    internal SmallCnn(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, stride: 16, BuildStages(options), BuildHead(genres, options))
    {
    }

    private static (string Name, NetworkLayer Layer)[] BuildStages(NetworkOptions options)
    {
        int[] channels = [.. new[] { 24, 32, 64, 128, 192 }.Select(wanted => Channels.Scale(wanted, options))];
        return
        [
            ("stem", new SequenceLayer(
                new StandardizeLayer(),
                new ConvolutionLayer(new ConvolutionSpec(1, channels[0], 5) { Stride = 2 }),
                new MaxPoolLayer(2, 2))),
            ("block1", Block(channels[0], channels[1], 1)),
            ("block2", Block(channels[1], channels[2], 2)),
            ("block3", Block(channels[2], channels[3], 2)),
            ("block4", Block(channels[3], channels[4], 1)),
            ("pool", new GlobalPoolLayer(withMaximum: true)),
        ];
    }

    private static SequenceLayer BuildHead(int genres, NetworkOptions options) =>
        new(new DropoutLayer(options.Dropout!.Value), new DenseLayer(2 * Channels.Scale(192, options), genres));

    private static ResidualLayer Block(int from, int to, int stride) => new(
        new SequenceLayer(
            new ConvolutionLayer(new ConvolutionSpec(from, to, 3) { Stride = stride }),
            new ConvolutionLayer(new ConvolutionSpec(to, to, 3) { Activation = Activation.None })),
        new ConvolutionLayer(new ConvolutionSpec(from, to, 1) { Stride = stride, Activation = Activation.None }),
        Activation.Relu);
}
