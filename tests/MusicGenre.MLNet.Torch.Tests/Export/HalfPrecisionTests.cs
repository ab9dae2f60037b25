using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Distill;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Export;

/// <summary>Networks stored with 16 bits a weight, as those inside the package are.</summary>
public sealed class HalfPrecisionTests : TorchTest
{
    private static readonly string[] Genres = ["rock", "jazz", "hip hop"];

    private static IEnumerable<NetworkArchitecture> Architectures
        => NetworkArchitecture.All.Where(a => a.Name is "small-cnn" or "mobile" or "resnet");

    [TestCaseSource(nameof(Architectures))]
    public void File_is_half_as_large_and_computes_the_same_within_a_thousandth(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = TrainedNetworks.Create(architecture, Genres.Length);
        byte[] whole = TrainedNetworks.Export(network, half: false, Genres), half = TrainedNetworks.Export(network, half: true, Genres);
        EmbeddedNetwork embedded = Embed(half);
        torch.Tensor images = TestImages.Tones(6, 430);

        Assert.That(half, Has.Length.LessThan(0.6 * whole.Length));
        Assert.That(TrainedNetworks.LargestDifference(Run(embedded.Embedding, half, images), network.Embed(images)), Is.LessThan(1e-3));
        Assert.That(TrainedNetworks.LargestDifference(Run(embedded.Logits, half, images), network.call(images)), Is.LessThan(1e-3));
    }

    [TestCaseSource(nameof(Architectures))]
    [Category(SharedData.Category)]
    public void Real_spectrograms_give_the_same_within_a_thousandth(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = TrainedNetworks.Create(architecture, Genres.Length);
        byte[] half = TrainedNetworks.Export(network, half: true, Genres);
        torch.Tensor images = TestImages.Gtzan(6, 430);

        Assert.That(TrainedNetworks.LargestDifference(Run(Embed(half).Embedding, half, images), network.Embed(images)), Is.LessThan(1e-3));
    }

    [Test]
    public void Only_large_tensors_are_stored_so_and_those_beyond_its_range_are_not()
    {
        using SpectrogramNetwork network = TrainedNetworks.Create(NetworkArchitecture.SmallCnn, Genres.Length);
        using (torch.no_grad())
            network.parameters().Single(p => p.shape is [192, 128, 1, 1]).mul_(1e7);
        IReadOnlyDictionary<string, WeightTensor> whole = OnnxWeights.Read(TrainedNetworks.Export(network, half: false), "whole");
        IReadOnlyDictionary<string, WeightTensor> half = OnnxWeights.Read(TrainedNetworks.Export(network, half: true), "half");

        Assert.That(half.Keys, Is.EqualTo(whole.Keys));
        foreach ((string name, WeightTensor tensor) in whole)
        {
            float[] values = tensor.Values.ToArray();
            float[] stored = half[name].Values.ToArray();
            if (values.Length < HalfPrecision.From || values.Any(v => MathF.Abs(v) > 65_504))
            {
                Assert.That(stored, Is.EqualTo(values), name);
                continue;
            }
            Assert.That(stored.Select(v => (float)(Half)v), Is.EqualTo(stored), name);
            // A unit in the last place of the largest weight: 2⁻¹⁰ of it; half a unit is lost, and half a unit of the neighbour's loss is
            // added.
            float unit = values.Max(MathF.Abs) / 1024;
            Assert.That(stored.Zip(values, (a, b) => MathF.Abs(a - b)).Max(), Is.LessThanOrEqualTo(unit), name);
            int row = values.Length / (int)tensor.Shape[0];
            for (int start = 0; start < values.Length; start += row)
                Assert.That(stored.Skip(start).Take(row).Sum(v => (double)v) - values.Skip(start).Take(row).Sum(v => (double)v),
                    Is.EqualTo(0).Within(unit / 2), name);
        }
        Assert.That(whole.Values.Count(t => t.Values.ToArray().Any(v => MathF.Abs(v) > 65_504)), Is.EqualTo(1));
    }

    [Test]
    public void A_file_tells_its_outputs_metadata_and_weights()
    {
        using SpectrogramNetwork network = TrainedNetworks.Create(NetworkArchitecture.SmallCnn, Genres.Length);
        byte[] file = TrainedNetworks.Export(network, half: true, Genres);

        ModelProto model = ModelProto.Parser.ParseFrom(file);
        using var backbone = new OnnxBackbone(Embed(file).Embedding, file);

        Assert.That(
            model.Graph.Output.ToDictionary(output => output.Name, output => (int)output.Type.TensorType.Shape.Dim[^1].DimValue),
            Is.EquivalentTo(new Dictionary<string, int> { ["embedding"] = network.EmbeddingSize, ["logits"] = Genres.Length }));
        Dictionary<string, string> metadata = model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.That(metadata["musicgenre.architecture"], Is.EqualTo("small-cnn"));
        Assert.That(JsonSerializer.Deserialize<string[]>(metadata["musicgenre.genres"]), Is.EqualTo(Genres));
        Assert.That(metadata["musicgenre.stride"], Is.EqualTo($"{network.Stride}"));
        Assert.That(backbone.ParameterCount, Is.EqualTo(OnnxWeights.Read(file, "a test").Values.Sum(t => (long)t.Values.Length)));
        Assert.That(() => ExportedReference.Find(file[..(file.Length / 2)], "logits"), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void The_package_looks_at_sound_and_pictures_as_the_training_does()
    {
        using SpectrogramNetwork network = TrainedNetworks.Create(NetworkArchitecture.SmallCnn, Genres.Length);
        byte[] file = TrainedNetworks.Export(network, half: false, Genres);
        using var backbone = new OnnxBackbone(Embed(file).Embedding, file);
        // Ten seconds of low tones, quieter in the second half: neither turned upside down nor reversed is it the same.
        float[] window = [.. ToneGenres.Compose("low", 10, 6).Samples.Span];
        for (int i = window.Length / 2; i < window.Length; i++)
            window[i] *= 0.01f;
        SpectrogramImage picture = SpectrogramImage.FromMel(new MelSpectrogramExtractor(MelOptions.Librosa).Compute(window));

        float[] expected = network.Embed(TestImages.Of(SpectrogramInput.FromImage(picture))).data<float>().ToArray();
        float[] upsideDown = network.Embed(TestImages.Of(SpectrogramInput.FromImage(picture)).flip(2)).data<float>().ToArray();

        Assert.That(backbone.EmbedWindow(window), Is.EqualTo(expected).Within(1e-4));
        Assert.That(backbone.EmbedPicture(picture), Is.EqualTo(expected).Within(1e-4));
        Assert.That(upsideDown.Zip(expected, (a, b) => MathF.Abs(a - b)).Max(), Is.GreaterThan(1e-2));
        Assert.That(backbone.Description.WindowSamples, Is.EqualTo(window.Length));
    }

    private static EmbeddedNetwork Embed(byte[] onnx) => new("mobile", "a test", file => new MemoryStream(
        file.EndsWith(".onnx", StringComparison.Ordinal) ? onnx : JsonSerializer.SerializeToUtf8Bytes(Manifest(onnx))));

    private static EmbeddedManifest Manifest(byte[] onnx)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(onnx);
        return new EmbeddedManifest
        {
            Sha256 = Convert.ToHexString(SHA256.HashData(onnx)),
            EmbeddingSize = (int)model.Graph.Output.Single(output => output.Name == "embedding").Type.TensorType.Shape.Dim[^1].DimValue,
            Stride = int.Parse(model.MetadataProps.Single(entry => entry.Key == "musicgenre.stride").Value, CultureInfo.InvariantCulture),
            Genres = Genres,
        };
    }

    private static torch.Tensor Run(BackboneDescription description, byte[] onnx, torch.Tensor images)
    {
        using var backbone = new OnnxBackbone(description, onnx);
        float[] values = backbone.Run(images.data<float>().ToArray(), images.shape, description.EmbeddingOutput);
        return torch.tensor(values, [images.shape[0], description.EmbeddingSize]);
    }
}
