using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Export;

public sealed class MlNetTests : TorchTest
{
    private const int Mels = 32;
    private const int Frames = 40;

    [Test]
    public void An_exported_network_runs_in_MLNets_own_transformer()
    {
        using SpectrogramNetwork network = NetworkArchitecture.MobileNet.Create(3);
        network.eval();
        torch.Tensor images = Noise(1, 2, 1, Mels, Frames);
        using var folder = new TemporaryFolder();
        string path = folder.Combine("network.onnx");
        OnnxExporter.Export(network, path);
        var context = new MLContext(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable(
            images.reshape(2, -1).unbind().Select(image => new Row { Spectrogram = [.. image.data<float>()] }));
        var shapes = new Dictionary<string, int[]> { ["spectrogram"] = [1, 1, Mels, Frames] };
        IDataView scored = context.Transforms
            .ApplyOnnxModel(["logits", "embedding"], ["spectrogram"], path, shapes, gpuDeviceId: null, fallbackToCpu: false,
                recursionLimit: 100)
            .Fit(rows)
            .Transform(rows);

        Assert.That(Column(scored, "logits"), Is.EqualTo(network.call(images).data<float>().ToArray()).Within(1e-4));
        Assert.That(Column(scored, "embedding"), Is.EqualTo(network.Embed(images).data<float>().ToArray()).Within(1e-4));
    }

    private static float[] Column(IDataView rows, string name) => [.. rows.GetColumn<float[]>(name).SelectMany(values => values)];

    private sealed class Row
    {
        [ColumnName("spectrogram")]
        [VectorType(1, 1, Mels, Frames)]
        public float[] Spectrogram { get; init; } = [];
    }
}
