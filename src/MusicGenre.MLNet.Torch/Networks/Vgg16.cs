using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// VGG16 for one-channel images (Simonyan and Zisserman 2014, configuration D): thirteen 3 × 3 convolutions in five stages, each ended by max pooling.
/// </summary>
/// <remarks>
/// The paper's two dense layers of 4096, which fix the image's size and hold nine tenths of its parameters, are left out: the embedding is the mean of
/// each of the 512 last channels, then dropout and one dense layer. With <see cref="NetworkOptions.BatchNormalization"/> (the default) every
/// convolution is normalised; without, it has a bias as in the paper and needs a small learning rate. 32 × 32 cells become one.
/// </remarks>
public sealed class Vgg16 : SpectrogramNetwork
{
    internal const string ArchitectureName = "vgg16";

    private static readonly (int Channels, int Convolutions)[] Table = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)];

    internal Vgg16(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, stride: 32, BuildStages(options), BuildHead(genres, options))
    {
    }

    private static List<(string Name, NetworkLayer Layer)> BuildStages(NetworkOptions options)
    {
        var stages = new List<(string, NetworkLayer)>();
        int channels = 1;
        foreach ((int wanted, int convolutions) in Table)
        {
            var layers = new List<NetworkLayer>();
            for (int i = 0; i < convolutions; i++)
            {
                int output = Channels.Scale(wanted, options);
                layers.Add(new ConvolutionLayer(new ConvolutionSpec(channels, output, 3) { BatchNormalization = options.BatchNormalization }));
                channels = output;
            }

            layers.Add(new MaxPoolLayer(2, 2));
            stages.Add(($"stage{stages.Count + 1}", new SequenceLayer([.. layers])));
        }

        stages.Add(("pool", new GlobalPoolLayer()));
        return stages;
    }

    private static SequenceLayer BuildHead(int genres, NetworkOptions options) =>
        new(new DropoutLayer(options.Dropout!.Value), new DenseLayer(Channels.Scale(512, options), genres));
}
