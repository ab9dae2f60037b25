using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// The student project's own network, for comparison: images resized to 256 × 256, convolutions of 32 and 64 channels (3 × 3, no padding) each with
/// ReLU and 2 × 2 max pooling, dropout 0.35, dense 64 with ReLU (the embedding), dense genres. 15,764,554 parameters for ten genres:
/// 320 + 18,496 + (62·62·64·64 + 64) + 650.
/// </summary>
public sealed class StudentCnn : SpectrogramNetwork
{
    internal const string ArchitectureName = "student-cnn";
    internal const int Side = 256;

    internal StudentCnn(int genres, NetworkOptions options)
        : base(ArchitectureName, genres, stride: 1, BuildStages(options), new DenseLayer(64, genres))
    {
    }

    private static (string Name, NetworkLayer Layer)[] BuildStages(NetworkOptions options)
    {
        const int AfterPooling = (((Side - 2) / 2) - 2) / 2; // 256 → 254 → 127 → 125 → 62
        return
        [
            ("conv1", new SequenceLayer(new ResizeLayer(Side, Side), Valid(1, 32), new MaxPoolLayer(2, 2))),
            ("conv2", new SequenceLayer(Valid(32, 64), new MaxPoolLayer(2, 2))),
            ("dense", new SequenceLayer(
                new DropoutLayer(options.Dropout!.Value),
                new FlattenLayer(),
                new DenseLayer(AfterPooling * AfterPooling * 64, 64, Activation.Relu))),
        ];
    }

    private static ConvolutionLayer Valid(int from, int to) =>
        new(new ConvolutionSpec(from, to, 3) { Padding = 0, BatchNormalization = false });
}
