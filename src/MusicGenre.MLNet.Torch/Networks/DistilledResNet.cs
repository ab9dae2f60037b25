using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>The larger student of the project's own backbone: a residual network of about two million parameters.</summary>
/// <remarks>
/// A 5 × 5 convolution (24 channels) and a max pooling each halve the picture; then five residual blocks of two 3 × 3 convolutions (He et al. 2015) with
/// 24, 48, 96, 192 and 256 channels, the second, third and fourth of which halve it again: 32 × 32 cells become one. The embedding of 512 is each
/// channel's mean and the largest value over time of its mean over frequency.
/// </remarks>
public sealed class DistilledResNet : SpectrogramNetwork
{
    internal const string ArchitectureName = "resnet";

    internal DistilledResNet(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, stride: 32, BuildStages(options), BuildHead(genres, options))
    {
    }

    private static List<(string Name, NetworkLayer Layer)> BuildStages(NetworkOptions options)
    {
        int channels = Channels.Scale(24, options);
        var stages = new List<(string, NetworkLayer)>
        {
            ("stem", new SequenceLayer(new ConvolutionLayer(new ConvolutionSpec(1, channels, 5) { Stride = 2 }), new MaxPoolLayer(2, 2))),
        };
        (int Channels, int Stride)[] blocks = [(24, 1), (48, 2), (96, 2), (192, 2), (256, 1)];
        for (int i = 0; i < blocks.Length; i++)
        {
            int output = Channels.Scale(blocks[i].Channels, options);
            stages.Add(($"block{i + 1}", ResNet18.Block(channels, output, blocks[i].Stride)));
            channels = output;
        }

        stages.Add(("pool", new GlobalPoolLayer(withMaximum: true)));
        return stages;
    }

    private static SequenceLayer BuildHead(int genres, NetworkOptions options) =>
        new(new DropoutLayer(options.Dropout!.Value), new DenseLayer(2 * Channels.Scale(256, options), genres));
}
