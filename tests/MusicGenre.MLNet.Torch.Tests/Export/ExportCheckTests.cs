using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.Export;

public sealed class ExportCheckTests : TorchTest
{
    private static IEnumerable<NetworkArchitecture> Architectures => NetworkArchitecture.All;

    [TestCaseSource(nameof(Architectures))]
    public void An_exported_file_carries_the_reference_of_both_outputs_and_gives_it(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(3, architecture.IsFixedWidth ? null : new NetworkOptions { Width = 0.25 });
        byte[] file = Export(network);
        BackboneDescription logits = network.Describe();

        foreach (BackboneDescription description in (BackboneDescription[])[logits, logits with { EmbeddingOutput = "embedding", EmbeddingSize = network.EmbeddingSize }])
        {
            BackboneReference? reference = ExportedReference.Find(file, description.EmbeddingOutput)?.Reference;
            using var backbone = new OnnxBackbone(description, file);

            Assert.That(reference?.ReadEmbedding(), Has.Length.EqualTo(description.EmbeddingSize));
            Assert.That(ReferenceCheck.Difference(ReferenceInput.Embed(backbone), reference!.ReadEmbedding()),
                Is.LessThanOrEqualTo(ReferenceCheck.Tolerance));
        }
    }

    [Test]
    public void A_flipped_bit_is_told_as_damage_when_the_file_is_opened()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        byte[] file = Export(network);
        file[file.Length / 2] ^= 1;

        Assert.That(
            () => new OnnxBackbone(network.Describe(), file), Throws.TypeOf<BackboneException>().With.Message.Contains("damaged"));
    }

    /// <summary>As where libtorch's convolutions are wrong: by up to 0.49 in an embedding.</summary>
    [Test]
    public void A_file_that_computes_something_else_than_the_network_is_refused()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        Assert.That(
            () => ExportCheck.RequireAgreement(network, "logits", [1, 2, 3.49f], [1, 2, 3], 1e-3),
            Throws.TypeOf<PlatformNotSupportedException>()
                .With.Message.Contains("'small-cnn'").And.Message.Contains("'logits'").And.Message.Contains("0.163").And.Message.Contains(
                    Processor.Name));
        Assert.That(() => ExportCheck.RequireAgreement(network, "logits", [float.NaN], [1], 1e-3),
            Throws.TypeOf<PlatformNotSupportedException>());
        Assert.That(() => ExportCheck.RequireAgreement(network, "logits", [1.0009f, 0.1f], [1, 0.1f], 1e-3), Throws.Nothing);
    }

    [Test]
    public void A_file_of_another_network_is_refused()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        using SpectrogramNetwork other = NetworkArchitecture.SmallCnn.Create(3, new NetworkOptions { Seed = 2 });

        Assert.That(() => ExportCheck.Complete(network, Export(other)), Throws.TypeOf<PlatformNotSupportedException>());
    }

    [Test]
    public void The_modes_of_all_parts_are_as_they_were()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        network.train();
        network.Head.eval();
        bool[] before = [.. network.modules().Select(module => module.training)];
        Assert.That(before, Has.Some.True.And.Some.False);

        Export(network);

        Assert.That(network.modules().Select(module => module.training), Is.EqualTo(before));
        Assert.That(network.training);
    }

    [Test]
    public void A_network_that_went_astray_and_one_of_another_height_have_no_reference()
    {
        using SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3);
        Assert.That(ExportedReference.Find(Export(network, new OnnxExportOptions { Mels = 64 }), "logits"), Is.Null);
        using (torch.no_grad())
            network.parameters().First().fill_(float.NaN);
        Assert.That(ExportedReference.Find(Export(network), "logits"), Is.Null);
    }

    private static byte[] Export(SpectrogramNetwork network, OnnxExportOptions? options = null)
    {
        using var file = new MemoryStream();
        OnnxExporter.Export(network, file, options);
        return file.ToArray();
    }
}
