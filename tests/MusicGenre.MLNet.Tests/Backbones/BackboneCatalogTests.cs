using System.Text.Json;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Backbones;

[NonParallelizable]
public class BackboneCatalogTests
{
    [Test]
    public void Names_are_the_documented_ones()
    {

        Assert.That(
            BackboneCatalog.Names, Is.EqualTo(new[] { "mobile", "resnet", "mel-statistics", "efficientat", "musicnn", "yamnet", "mobilenetv2-imagenet", "resnet18-imagenet" }));
        Assert.That(BackboneCatalog.All.Select(b => b.Name), Is.EqualTo(BackboneCatalog.Names));
        Assert.That(BackboneCatalog.ForPictures, Is.EqualTo(new[] { "mobile", "resnet", "mel-statistics", "mobilenetv2-imagenet", "resnet18-imagenet" }));
    }

    [Test]
    public void All_descriptions_are_valid()
        => Assert.That(() => BackboneCatalog.All.ToList().ForEach(b => b.Validate()), Throws.Nothing);

    [Test]
    public void Open_unknown_name_names_those_that_exist()
        => Assert.That(
            () => BackboneCatalog.Open("efficientnet"),
            Throws.TypeOf<BackboneException>().With.Message.Contains("no backbone 'efficientnet'").And.Message.Contains(
                string.Join(", ", BackboneCatalog.Names)));

    [Test]
    public void Open_weights_not_there_says_where_it_looked_and_how_to_get_them()
    {
        using var folder = new TemporaryFolder();
        string? before = Environment.GetEnvironmentVariable(BackboneCatalog.ModelsFolderVariable);
        try
        {
            Environment.SetEnvironmentVariable(BackboneCatalog.ModelsFolderVariable, folder.Path);
            Assert.That(
                () => BackboneCatalog.Open("musicnn"),
                Throws.TypeOf<BackboneException>()
                    .With.Message.Contains(folder.Combine("musicnn", "MSD_musicnn.onnx"))
                    .And.Message.Contains(BackboneCatalog.ModelsFolderVariable));
        }
        finally
        {
            Environment.SetEnvironmentVariable(BackboneCatalog.ModelsFolderVariable, before);
        }
    }

    [Test]
    public void Open_path_that_is_not_there_says_so()
        => Assert.That(() => BackboneCatalog.Open("nowhere/net.onnx"),
            Throws.TypeOf<BackboneException>().With.Message.Contains(Path.GetFullPath("nowhere/net.onnx")));

    [Test]
    public void Open_file_of_ones_own_without_description_asks_for_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("net.onnx"), [1, 2, 3]);

        Assert.That(() => BackboneCatalog.Open(folder.Combine("net.onnx")),
            Throws.TypeOf<BackboneException>().With.Message.Contains("net.json"));
    }

    [Test]
    public void Open_file_that_is_no_network_says_so()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("mn04_as.onnx"), [1, 2, 3]);

        Assert.That(() => BackboneCatalog.Open(folder.Combine("mn04_as.onnx")),
            Throws.TypeOf<BackboneException>().With.Message.Contains("damaged, or not the file"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Open_network_without_an_input_says_so()
    {
        byte[] weights = File.ReadAllBytes(SharedData.Get("cases", "hostile", "onnx-in-none.onnx"));

        Assert.That(
            () => new OnnxBackbone(new BackboneDescription { Name = "deaf", EmbeddingSize = 128 }, weights),
            Throws.TypeOf<BackboneException>().With.Message.Contains("'deaf' has no input"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Open_file_with_description_beside_it_uses_the_description()
    {
        using var folder = new TemporaryFolder();
        File.Copy(PretrainedNetworks.PathOf("efficientat"), folder.Combine("mine.onnx"));
        BackboneDescription mine = BackboneCatalog.All.Single(b => b.Name == "efficientat") with
        {
            Name = "mine",
            EmbeddingOutput = "penultimate",
            EmbeddingSize = 512,
        };
        File.WriteAllText(folder.Combine("mine.json"), JsonSerializer.Serialize(mine, BackboneJson.Options));

        using Backbone backbone = BackboneCatalog.Open(folder.Combine("mine.onnx"));

        Assert.That(backbone.Description, Is.EqualTo(mine));
        Assert.That(backbone.EmbedWindow(new float[32_000]), Has.Length.EqualTo(512));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Open_description_names_an_output_that_is_not_there_names_those_that_are()
    {
        byte[] weights = File.ReadAllBytes(PretrainedNetworks.PathOf("efficientat"));
        BackboneDescription wrong = BackboneCatalog.All.Single(b => b.Name == "efficientat") with { EmbeddingOutput = "features" };

        Assert.That(
            () => new OnnxBackbone(wrong, weights),
            Throws.TypeOf<BackboneException>().With.Message.Contains("'features'").And.Message.Contains("logits, embedding, penultimate"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Embed_picture_backbone_with_its_own_front_end_says_that_it_needs_the_audio()
    {
        using var backbone = (OnnxBackbone)PretrainedNetworks.Open("efficientat");

        Assert.That(
            () => backbone.EmbedPicture(new SpectrogramImage(new byte[128 * 10], 10, 128)),
            Throws.TypeOf<BackboneException>().With.Message.Contains("requires audio").And.Message.Contains("mel-statistics"));
    }

    [Test]
    public void Description_round_trips_through_JSON()
    {
        foreach (BackboneDescription description in BackboneCatalog.All)
            Assert.That(BackboneJson.Parse<BackboneDescription>(System.Text.Encoding.UTF8.GetBytes(
                JsonSerializer.Serialize(description, BackboneJson.Options)), "a test"), Is.EqualTo(description));
    }

    [Test]
    public void Validate_hop_longer_than_window_throws()
        => Assert.That(
            () => (BackboneCatalog.All[0] with { HopSamples = 700_000 }).Validate(),
            Throws.TypeOf<BackboneException>().With.Message.Contains("HopSamples 700000"));
}
