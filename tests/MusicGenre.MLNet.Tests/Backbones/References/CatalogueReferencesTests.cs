using System.Text.Encodings.Web;
using System.Text.Json;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Backbones.References;

namespace MusicGenre.MLNet.Tests.Backbones.References;

public class CatalogueReferencesTests
{
    [Test]
    public void Every_catalogue_entry_has_a_reference_of_its_size()
    {
        Assert.Multiple(() =>
        {
            foreach (BackboneDescription known in BackboneCatalog.All)
            {
                Assert.That(known.Reference?.ReadEmbedding(), Has.Length.EqualTo(known.EmbeddingSize), known.Name);
                Assert.That(known.Reference?.Sha256 is null, Is.EqualTo(known.Name == MelStatisticsBackbone.CatalogueName), known.Name);
            }

            foreach (EmbeddedNetwork network in EmbeddedNetworks.All)
                Assert.That(network.Logits.Reference?.ReadEmbedding(), Has.Length.EqualTo(network.Genres.Count), network.Name);
        });
    }

    /// <summary>
    /// Another processor, another implementation of the front end: the figures are those of the machine that wrote them, within rounding.
    /// </summary>
    [Test]
    public void Backbones_in_the_package_give_their_references([ValueSource(nameof(InThePackage))] string name)
    {
        using Backbone backbone = BackboneCatalog.Open(name);
        BackboneReference reference = BackboneCatalog.All.Single(b => b.Name == name).Reference!;

        double difference = ReferenceCheck.Difference(ReferenceInput.Embed(backbone), reference.ReadEmbedding());

        Assert.That(difference, Is.LessThanOrEqualTo(ReferenceCheck.Tolerance));
    }

    [TestCase("efficientat")]
    [TestCase("musicnn")]
    [TestCase("yamnet")]
    [TestCase("mobilenetv2-imagenet")]
    [Category(SharedData.Category)]
    public void Public_networks_give_their_references(string name)
    {
        using var backbone = (OnnxBackbone)PretrainedNetworks.Open(name);

        double difference = ReferenceCheck.Difference(ReferenceInput.Embed(backbone), backbone.Description.Reference!.ReadEmbedding());

        Assert.That(difference, Is.LessThanOrEqualTo(ReferenceCheck.Tolerance));
    }

    /// <summary>A package that the project references puts its network beside the program.</summary>
    [Test]
    public void The_network_of_a_package_is_found_beside_the_program_and_gives_its_reference()
    {
        using Backbone backbone = BackboneCatalog.Open("resnet18-imagenet");

        double difference = ReferenceCheck.Difference(ReferenceInput.Embed(backbone), backbone.Description.Reference!.ReadEmbedding());

        Assert.That(difference, Is.LessThanOrEqualTo(ReferenceCheck.Tolerance));
    }

    /// <summary>
    /// Writes the references anew: after a network or the synthetic input changed, and only where the arithmetic is known to be right.
    /// </summary>
    [Test]
    [Explicit("Writes src/MusicGenre.MLNet/Backbones/Embedded/references.json.")]
    public void Write()
    {
        var references = new SortedDictionary<string, BackboneReference>(StringComparer.Ordinal);
        foreach (EmbeddedNetwork network in EmbeddedNetworks.All)
            foreach (BackboneDescription description in (BackboneDescription[])[network.Embedding, network.Logits])
                Add(description, network.ReadWeights());
        foreach (BackboneDescription description in BackboneCatalog.All.Where(b => b.ModelFile is not null))
            Add(description, File.ReadAllBytes(BackboneCatalog.FindWeights(description) ?? PretrainedNetworks.PathOf(description.Name)));
        using Backbone statistics = BackboneCatalog.OpenWithoutWeights(MelStatisticsBackbone.DefaultDescription);
        references[CatalogueReferences.KeyOf(statistics.Name, statistics.Description.EmbeddingOutput)] =
            BackboneReference.Of(ReferenceInput.Embed(statistics), null);
        File.WriteAllText(
            Path.Combine(Repository.Root, "src", "MusicGenre.MLNet", "Backbones", "Embedded", "references.json"),
            JsonSerializer.Serialize(references, Indented) + "\n");

        void Add(BackboneDescription description, byte[] weights)
        {
            using var backbone = new OnnxBackbone(description with { Reference = null }, weights);
            string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(weights));
            references[CatalogueReferences.KeyOf(description.Name, description.EmbeddingOutput)] = BackboneReference.Of(
                ReferenceInput.Embed(backbone), sha256);
        }
    }

    // Base64 has plus signs, which are written as such.
    private static readonly JsonSerializerOptions Indented = new(
        ) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> InThePackage() => ["mobile", "resnet", MelStatisticsBackbone.CatalogueName];
}
