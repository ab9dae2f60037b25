using Distill;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Tests.TestSupport;

/// <summary>Networks that look as if they had been trained, and their files.</summary>
internal static class TrainedNetworks
{
    /// <summary>A network whose normalisations have statistics, factors and shifts of their own, in evaluation mode.</summary>
    public static SpectrogramNetwork Create(NetworkArchitecture architecture, int genres, NetworkOptions? options = null)
    {
        SpectrogramNetwork network = architecture.Create(genres, options);
        using (NewDisposeScope())
        using (no_grad())
        {
            using var generator = new Generator(5, CPU);
            foreach (BatchNorm2d norm in network.modules().OfType<BatchNorm2d>())
            {
                norm.weight.copy_(1 + (0.2 * randn([norm.num_features], generator: generator)));
                norm.bias!.copy_(0.2 * randn([norm.num_features], generator: generator));
            }

            Tensor images = TestImages.Tones(4, 96);
            for (int pass = 0; pass < 10; pass++)
                network.call(images);
        }

        network.eval();
        return network;
    }

    /// <summary>The network's ONNX file.</summary>
    public static byte[] Export(SpectrogramNetwork network, bool half, IReadOnlyList<string>? genres = null)
    {
        using var file = new MemoryStream();
        OnnxExporter.Export(network, file, new OnnxExportOptions { Genres = genres });
        return half ? HalfPrecision.Store(network, file.ToArray()) : file.ToArray();
    }

    /// <summary>The largest difference, relative to the spread of what was expected.</summary>
    public static double LargestDifference(Tensor actual, Tensor expected)
        => ((actual - expected).abs().max() / (expected.max() - expected.min())).item<float>();
}
