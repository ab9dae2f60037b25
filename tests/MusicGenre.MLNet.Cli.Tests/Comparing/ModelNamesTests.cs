using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.TorchCli;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Tests.Comparing;

/// <summary>Which model a name means.</summary>
[NonParallelizable]
public class ModelNamesTests
{
    private static readonly ModelNames Names = new(new TorchLearners());

    [TestCase("mel-statistics", "head on frozen backbone", "mel statistics")]
    [TestCase("efficientat", "head on frozen backbone", "MobileNet frozen: MobileNetV3 ×0.4")]
    [TestCase("small-cnn", "network from scratch", "custom CNN")]
    [TestCase("student-cnn", "network from scratch", "custom CNN: The student project's")]
    [TestCase("efficientat-mn04", "network fine-tuned", "MobileNet fine-tuned: MobileNetV3 ×0.4")]
    [TestCase("efficientat-mn04:head", "network fine-tuned", "only the head")]
    [TestCase("efficientat-mn04:all", "network fine-tuned", "everything trained from the beginning")]
    [TestCase("mobile", "head on frozen backbone", "squeeze-and-excite")]
    [TestCase("mobile:tuned", "network fine-tuned", "fine-tuned from the weights inside the package")]
    [TestCase("resnet:head", "network fine-tuned", "only the head")]
    [TestCase("resnet:scratch", "network from scratch", "backbone")]
    public void A_name_says_kind_and_meaning(string name, string kind, string about) => Assert.Multiple(() =>
    {
        TrainableModel model = Names.Read(name.ToUpperInvariant()).Single();
        Assert.That(model.Name, Is.EqualTo(name));
        Assert.That(model.Kind, Is.EqualTo(kind));
        Assert.That(model.About, Does.Contain(about));
    });

    [Test]
    public void All_backbones_and_architectures_are_known()
    {
        IEnumerable<string> networks = NetworkArchitecture.All.Select(architecture => architecture.Name);
        string[] names = [.. BackboneCatalog.Names, .. networks.Except(BackboneCatalog.Names)];
        Assert.That(Names.Read(string.Join(',', names)).Select(model => model.Name), Is.EqualTo(names));
    }

    [Test]
    public void A_path_is_a_backbone_named_like_its_file()
    {
        TrainableModel model = Names.Read("models/my:net.onnx").Single();
        Assert.That(model.Name, Is.EqualTo("my:net"));
        Assert.That(model.Configure(new TrainOptions(), null, null).Backbone, Is.EqualTo("models/my:net.onnx"));
    }

    [Test]
    public void Several_backbones_side_by_side_are_one_model()
    {
        TrainableModel model = Names.Read("Mobile+mel-statistics").Single();
        Assert.That(model.Name, Is.EqualTo("mobile+mel-statistics"));
        Assert.That(model.Kind, Is.EqualTo("head on frozen backbone"));
        Assert.That(model.Configure(new TrainOptions(), null, null).Backbone, Is.EqualTo("Mobile+mel-statistics"));
    }

    [TestCase("mobile+small-cnn", "'small-cnn' is trained as a whole, and cannot be part of 'mobile+small-cnn'")]
    [TestCase("mobile+efficentat", "no model 'efficentat'. Did you mean 'efficientat'?")]
    public void A_part_that_cannot_be_is_named(string name, string part)
        => Assert.That(() => Names.Read(name), Throws.TypeOf<FormatException>().With.Message.Contains(part));

    [TestCase("efficientat-mn04:tail", "tuned, head or all, not 'tail'")]
    [TestCase("small-cnn:head", "no pretrained weights")]
    [TestCase("yamnet:head", "no model 'yamnet:head'")]
    public void A_wrong_suffix_is_named(string name, string part)
        => Assert.That(() => Names.Read(name), Throws.TypeOf<FormatException>().With.Message.Contains(part));

    [Test]
    public void Without_the_add_on_there_are_backbones_only()
    {
        var names = new ModelNames(new NoNetworks());
        Assert.That(names.Read(new NoNetworks().DefaultModels).Select(model => model.IsNetwork), Is.Not.Empty.And.All.False);
        Assert.That(() => names.Read("small-cnn"), Throws.TypeOf<FormatException>().With.Message.Contains("no model 'small-cnn'"));
    }

    [Test]
    public void A_backbone_is_trained_without_embeddings_of_earlier_runs()
        => Assert.That(
            Names.Read("mel-statistics").Single().Configure(new TrainOptions(), null, null).ReuseCachedBottleneckValues, Is.False);

    [Test]
    public void Open_gives_parameters_and_what_looks_at_a_clip()
    {
        (Backbone statistics, long none) = Names.Read("mel-statistics").Single().Open(3);
        (Backbone network, long parameters) = Names.Read("efficientat-mn04").Single().Open(3);
        using (statistics)
        using (network)
        {
            Assert.Multiple(() =>
            {
                Assert.That(none, Is.Zero);
                Assert.That(parameters, Is.GreaterThan(500_000));
                Assert.That(network.EmbeddingSize, Is.EqualTo(3));
                Assert.That(network.Description.Mel.SampleRate, Is.EqualTo(32_000));
            });
        }
    }
}
