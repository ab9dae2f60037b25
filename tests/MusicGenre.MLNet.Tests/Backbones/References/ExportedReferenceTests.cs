using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Backbones.References;

namespace MusicGenre.MLNet.Tests.Backbones.References;

public class ExportedReferenceTests
{
    private static readonly EmbeddedNetwork Network = EmbeddedNetworks.Default;

    [Test]
    public void A_file_with_its_own_reference_opens_and_answers_as_before()
    {
        using var plain = new OnnxBackbone(Network.Embedding with { Reference = null }, Network.ReadWeights());
        float[] expected = ReferenceInput.Embed(plain);
        byte[] file = ExportedReference.Append(Network.ReadWeights(), new Dictionary<string, float[]> { ["embedding"] = expected });

        using var backbone = new OnnxBackbone(Network.Embedding with { Reference = null }, file);

        Assert.That(ReferenceInput.Embed(backbone), Is.EqualTo(expected));
    }

    [Test]
    public void Another_embedding_is_wrong_arithmetic()
    {
        using var plain = new OnnxBackbone(Network.Embedding with { Reference = null }, Network.ReadWeights());
        float[] other = [.. ReferenceInput.Embed(plain).Select(value => value + 0.1f)];
        byte[] file = ExportedReference.Append(Network.ReadWeights(), new Dictionary<string, float[]> { ["embedding"] = other });

        Assert.That(
            () => new OnnxBackbone(Network.Embedding with { Reference = null }, file),
            Throws.TypeOf<BackboneException>().With.Message.Contains("computes wrongly"));
    }

    [Test]
    public void One_flipped_bit_is_told_as_damage([Values(0.01, 0.5, 0.99)] double place)
    {
        byte[] weights = Network.ReadWeights();
        byte[] file = ExportedReference.Append(weights, new Dictionary<string, float[]> { ["embedding"] = new float[Network.Embedding.EmbeddingSize] });
        file[(int)(weights.Length * place)] ^= 4;

        Assert.That(
            () => new OnnxBackbone(Network.Embedding with { Reference = null }, file),
                Throws.TypeOf<BackboneException>().With.Message.Contains("damaged"));
    }

    [Test]
    public void Of_another_output_there_is_none()
    {
        byte[] weights = Network.ReadWeights();
        byte[] file = ExportedReference.Append(weights, new Dictionary<string, float[]> { ["embedding"] = [1, 2] });
        Assert.Multiple(() =>
        {
            Assert.That(ExportedReference.Find(file, "logits"), Is.Null);
            Assert.That(ExportedReference.Find(weights, "embedding"), Is.Null);
            Assert.That(ExportedReference.Find(file, "embedding")!.Value.Length, Is.EqualTo(weights.Length));
            Assert.That(ExportedReference.Find(file, "embedding")!.Value.Reference.ReadEmbedding(), Is.EqualTo(new float[] { 1, 2 }));
        });
    }

    [Test]
    public void No_ONNX_file_is_a_backbone_exception()
        => Assert.That(
            () => new OnnxBackbone(Network.Embedding with { Reference = null }, [1, 2, 3]),
                Throws.TypeOf<BackboneException>().With.Message.Contains("cannot open"));
}
