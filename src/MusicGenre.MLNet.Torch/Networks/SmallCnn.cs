using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// A small residual network to be trained from scratch in minutes on a processor: a 5 × 5 convolution that halves the image and a max pooling that
/// halves it again, three stages of one residual block each (48, 96 and 224 channels; the second and third halve the image once more),
/// then the mean and the largest value of each channel as the embedding of 448; dropout and one dense layer classify it.
/// About a million parameters; 16 × 16 cells become one.
/// </summary>
public sealed class SmallCnn : SpectrogramNetwork
{
    internal const string ArchitectureName = "small-cnn";

    internal SmallCnn(int genres, NetworkOptions options)
        : this(genres, options, Channels.Scale(32, options), Channels.Scale(48, options), Channels.Scale(96, options), Channels.Scale(224, options))
    {
    }

    private SmallCnn(int genres, NetworkOptions options, int stem, int first, int second, int third)
        : base(
            ArchitectureName,
            genres,
            stride: 16,
            [
                ("stem", new SequenceLayer(new ConvolutionLayer(new ConvolutionSpec(1, stem, 5) { Stride = 2 }), new MaxPoolLayer(2, 2))),
                ("block1", Block(stem, first, 1)),
                ("block2", Block(first, second, 2)),
                ("block3", Block(second, third, 2)),
                ("pool", new GlobalPoolLayer(withMaximum: true)),
            ],
            new SequenceLayer(new DropoutLayer(options.Dropout!.Value), new DenseLayer(2 * third, genres)))
    {
    }

    private static ResidualLayer Block(int from, int to, int stride) => new(
        new SequenceLayer(
            new ConvolutionLayer(new ConvolutionSpec(from, to, 3) { Stride = stride }),
            new ConvolutionLayer(new ConvolutionSpec(to, to, 3) { Activation = Activation.None })),
        new ConvolutionLayer(new ConvolutionSpec(from, to, 1) { Stride = stride, Activation = Activation.None }),
        Activation.Relu);
}
