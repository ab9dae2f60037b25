using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Weights;
using TorchSharp;
using TorchSharp.Modules;

namespace MusicGenre.MLNet.Torch.Tests.Export;

public sealed class OnnxExporterTests : TorchTest
{
    private static IEnumerable<NetworkArchitecture> Architectures => NetworkArchitecture.All;

    [TestCaseSource(nameof(Architectures))]
    [Category(SharedData.Category)]
    public void Outputs_equal_the_networks_for_every_width_and_batch(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = Trained(architecture, new NetworkOptions());
        using InferenceSession session = Session(network);
        foreach ((int batch, int frames) in new[] { (1, 250), (3, 250), (1, 496), (3, 131) })
        {
            torch.Tensor images = TestImages.Gtzan(batch, frames);
            (float[] embedding, float[] logits) = Run(session, images);
            Assert.That(embedding, Is.EqualTo(network.Embed(images).data<float>().ToArray()).Within(1e-4),
                $"embedding, {batch} × {frames}");
            Assert.That(logits, Is.EqualTo(network.call(images).data<float>().ToArray()).Within(1e-4), $"logits, {batch} × {frames}");
        }
    }

    [Test]
    [Category(SharedData.Category)]
    public void Vgg16_without_normalisation_is_exported_too()
    {
        using SpectrogramNetwork network = NetworkArchitecture.Vgg16.Create(
            5, new NetworkOptions { BatchNormalization = false, Width = 0.5 });
        network.eval();
        using InferenceSession session = Session(network);
        torch.Tensor images = TestImages.Gtzan(2, 200);
        Assert.That(Run(session, images).Logits, Is.EqualTo(network.call(images).data<float>().ToArray()).Within(1e-4));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Mn04_with_AudioSets_weights_equals_the_reference_after_export()
    {
        using SpectrogramNetwork network = NetworkArchitecture.EfficientAtMn04.Create(EfficientAtWeights.AudioSetTags);
        EfficientAtWeights.Load(network, SharedData.Get("models/efficientat/mn04_as_mAP_432.pt"));
        using InferenceSession session = Session(network); // in training mode: the file is that of evaluation mode all the same
        (float[] embedding, float[] logits) = Run(session, TestImages.EfficientAtReference());
        Assert.That(embedding, Is.EqualTo(TestImages.Floats("models/efficientat/ref.embedding.f32")).Within(1e-4));
        Assert.That(logits, Is.EqualTo(TestImages.Floats("models/efficientat/ref.logits.f32")).Within(1e-4));
    }

    [TestCaseSource(nameof(Architectures))]
    public void Inputs_and_outputs_are_as_documented(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(4);
        using InferenceSession session = Session(network);
        Assert.Multiple(() =>
        {
            Assert.That(session.InputMetadata.Keys, Is.EqualTo(new[] { "spectrogram" }));
            Assert.That(session.InputMetadata["spectrogram"].SymbolicDimensions, Is.EqualTo(new[] { "batch", "", "mels", "frames" }));
            Assert.That(session.OutputMetadata.Keys, Is.EquivalentTo(new[] { "embedding", "logits" }));
            Assert.That(session.OutputMetadata["embedding"].Dimensions, Is.EqualTo(new[] { -1, network.EmbeddingSize }));
            Assert.That(session.OutputMetadata["logits"].Dimensions, Is.EqualTo(new[] { -1, 4 }));
        });
    }

    [Test]
    public void No_normalisation_is_left_in_the_file()
    {
        using SpectrogramNetwork network = NetworkArchitecture.ResNet18.Create(4, new NetworkOptions { Width = 0.25 });
        using var file = new MemoryStream();
        OnnxExporter.Export(network, file);
        IReadOnlyDictionary<string, WeightTensor> weights = OnnxWeights.Read(file.ToArray(), "export");
        int layers = network.modules().Count(module => module is Convolution or Linear);
        Assert.That(weights, Has.Count.EqualTo(2 * layers));
        Assert.That(System.Text.Encoding.Latin1.GetString(file.ToArray()), Does.Not.Contain("BatchNormalization"));
    }

    [Test]
    public void Metadata_tell_architecture_genres_and_scaling()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(2);
        using InferenceSession session = Session(network, new OnnxExportOptions
        {
            Genres = ["blues", "drum \"n\" bass"],
            Metadata = new Dictionary<string, string> { ["dataset"] = "mine" },
            Mels = 128,
        });
        Dictionary<string, string> metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Multiple(() =>
        {
            Assert.That(metadata["musicgenre.architecture"], Is.EqualTo("small-cnn"));
            Assert.That(System.Text.Json.JsonSerializer.Deserialize<string[]>(metadata["musicgenre.genres"]), Is.EqualTo(new[] { "blues", "drum \"n\" bass" }));
            Assert.That(metadata["musicgenre.front_end"], Is.EqualTo("librosa"));
            Assert.That(metadata["musicgenre.input_offset"], Is.EqualTo("40"));
            Assert.That(metadata["musicgenre.input_scale"], Is.EqualTo("0.025"));
            Assert.That(metadata["musicgenre.stride"], Is.EqualTo("16"));
            Assert.That(metadata["dataset"], Is.EqualTo("mine"));
            Assert.That(session.InputMetadata["spectrogram"].Dimensions, Is.EqualTo(new[] { -1, 1, 128, -1 }));
        });
    }

    [Test]
    public void Wrong_options_are_refused_and_leave_no_file()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.onnx");
        Assert.That(
            () => OnnxExporter.Export(network, path, new OnnxExportOptions { Genres = ["rock"] }),
            Throws.ArgumentException.With.Message.Contains("3 genres, but 1 names"));
        Assert.That(
            () => OnnxExporter.Export(network, path, new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["musicgenre.x"] = "" } }),
            Throws.ArgumentException.With.Message.Contains("musicgenre.x"));
        Assert.That(() => OnnxExporter.Export(network, path, new OnnxExportOptions { Mels = 8 }),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);

        File.WriteAllText(path, "old");
        OnnxExporter.Export(network, path);
        Assert.That(new FileInfo(path).Length, Is.GreaterThan(1_000_000));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Has.Exactly(1).Items);
    }

    [Test]
    [Category(Categories.Memory)]
    public void Exporting_leaves_no_tensors_behind_and_changes_nothing()
    {
        using SpectrogramNetwork network = NetworkArchitecture.MobileNet.Create(3);
        OnnxExporter.Export(network, new MemoryStream());
        long before = torch.Tensor.TotalCount;
        OnnxExporter.Export(network, new MemoryStream());
        Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before));
        Assert.That(network.training, Is.True);
    }

    /// <summary>A network whose normalisations have statistics, factors and shifts of their own, in evaluation mode.</summary>
    private static SpectrogramNetwork Trained(NetworkArchitecture architecture, NetworkOptions options)
    {
        SpectrogramNetwork network = architecture.Create(6, options);
        using (torch.NewDisposeScope())
        using (torch.no_grad())
        {
            int seed = 1;
            foreach (BatchNorm2d norm in network.modules().OfType<BatchNorm2d>())
            {
                norm.weight.copy_(1 + (0.2 * Noise(++seed, norm.num_features)));
                norm.bias!.copy_(0.2 * Noise(++seed, norm.num_features));
            }

            for (int pass = 0; pass < 20; pass++)
                network.call(TestImages.Gtzan(2, 96));
        }

        network.eval();
        return network;
    }

    private static InferenceSession Session(SpectrogramNetwork network, OnnxExportOptions? options = null)
    {
        using var file = new MemoryStream();
        OnnxExporter.Export(network, file, options);
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(file.ToArray(), settings);
    }

    private static (float[] Embedding, float[] Logits) Run(InferenceSession session, torch.Tensor images)
    {
        var input = new DenseTensor<float>(images.data<float>().ToArray(), [.. images.shape.Select(size => (int)size)]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run(
            [NamedOnnxValue.CreateFromTensor("spectrogram", input)], ["embedding", "logits"]);
        return ([.. outputs[0].AsTensor<float>()], [.. outputs[1].AsTensor<float>()]);
    }
}
