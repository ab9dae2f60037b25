using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>The layers of networks of convolutions one after another.</summary>
internal static class PlainNetworks
{
    /// <summary>The height and width to which <see cref="StudentCnn"/> resizes its images.</summary>
    public const int StudentSide = 256;

    private static readonly (int Channels, int Convolutions)[] VggStages = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)];

    /// <summary>
    /// The student project's own network, for comparison: images resized to 256 × 256, convolutions of 32 and 64 channels (3 × 3, no
    /// padding) each with ReLU and 2 × 2 max pooling, dropout 0.35, dense 64 with ReLU (the embedding), dense genres. 15,764,554 parameters
    /// for ten genres: 320 + 18,496 + (62·62·64·64 + 64) + 650.
    /// </summary>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> StudentCnn(NetworkOptions options)
    {
        const int AfterPooling = (((StudentSide - 2) / 2) - 2) / 2; // 256 → 254 → 127 → 125 → 62
        return
        [
            ("conv1", new SequenceLayer(new ResizeLayer(StudentSide, StudentSide), Valid(1, 32), new MaxPoolLayer(2, 2))),
            ("conv2", new SequenceLayer(Valid(32, 64), new MaxPoolLayer(2, 2))),
            ("dense", new SequenceLayer(
                new DropoutLayer(options.Dropout!.Value),
                new FlattenLayer(),
                new DenseLayer(AfterPooling * AfterPooling * 64, 64, Activation.Relu))),
        ];
    }

    /// <summary>
    /// VGG16 for one-channel images (Simonyan and Zisserman 2014, configuration D): thirteen 3 × 3 convolutions in five stages, each ended
    /// by max pooling. 32 × 32 cells become one.
    /// </summary>
    /// <remarks>
    /// The paper's two dense layers of 4096, which fix the image's size and hold nine tenths of its parameters, are left out: the embedding
    /// is the mean of each of the 512 last channels. Without <see cref="NetworkOptions.BatchNormalization"/> the convolutions have a bias
    /// as in the paper and need a small learning rate.
    /// </remarks>
    public static IReadOnlyList<(string Name, NetworkLayer Layer)> Vgg16(NetworkOptions options)
    {
        var stages = new List<(string, NetworkLayer)>();
        int channels = 1;
        foreach ((int wanted, int convolutions) in VggStages)
        {
            int output = Channels.Scale(wanted, options);
            var layers = new List<NetworkLayer>();
            for (int i = 0; i < convolutions; i++)
            {
                layers.Add(new ConvolutionLayer(
                    new ConvolutionSpec(channels, output, 3) { BatchNormalization = options.BatchNormalization }));
                channels = output;
            }
            stages.Add(($"stage{stages.Count + 1}", new SequenceLayer([.. layers, new MaxPoolLayer(2, 2)])));
        }
        return [.. stages, ("pool", new GlobalPoolLayer())];
    }

    private static ConvolutionLayer Valid(int from, int to)
        => new(new ConvolutionSpec(from, to, 3) { Padding = 0, BatchNormalization = false });
}
