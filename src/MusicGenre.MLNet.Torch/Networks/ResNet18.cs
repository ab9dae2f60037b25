using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// ResNet of 18 layers for one-channel images (He et al. 2015, "Deep Residual Learning for Image Recognition", table 1): a 7 × 7 convolution and max
/// pooling, four stages of two residual blocks (64, 128, 256, 512 channels times the width factor), the mean of each channel as the embedding,
/// dropout, dense. 32 × 32 cells become one.
/// </summary>
public sealed class ResNet18 : SpectrogramNetwork
{
    internal const string ArchitectureName = "resnet18";

    internal ResNet18(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, stride: 32, BuildStages(options), BuildHead(genres, options))
    {
    }

    private static List<(string Name, NetworkLayer Layer)> BuildStages(NetworkOptions options)
    {
        int channels = Channels.Scale(64, options);
        var stem = new SequenceLayer(new ConvolutionLayer(new ConvolutionSpec(1, channels, 7) { Stride = 2 }), new MaxPoolLayer(3, 2, padding: 1));
        var stages = new List<(string, NetworkLayer)> { ("stem", stem) };
        for (int i = 0; i < 4; i++)
        {
            int output = Channels.Scale(64 << i, options);
            stages.Add(($"layer{i + 1}", new SequenceLayer(Block(channels, output, i == 0 ? 1 : 2), Block(output, output, 1))));
            channels = output;
        }

        stages.Add(("pool", new GlobalPoolLayer()));
        return stages;
    }

    private static SequenceLayer BuildHead(int genres, NetworkOptions options) =>
        new(new DropoutLayer(options.Dropout!.Value), new DenseLayer(Channels.Scale(512, options), genres));

    internal static ResidualLayer Block(int input, int output, int stride)
    {
        var body = new SequenceLayer(
            new ConvolutionLayer(new ConvolutionSpec(input, output, 3) { Stride = stride }),
            new ConvolutionLayer(new ConvolutionSpec(output, output, 3) { Activation = Activation.None }));
        ConvolutionLayer? shortcut = stride == 1 && input == output
            ? null
            : new ConvolutionLayer(new ConvolutionSpec(input, output, 1) { Stride = stride, Activation = Activation.None });
        return new ResidualLayer(body, shortcut, Activation.Relu);
    }
}
