using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Backbones.Embedded;

[NonParallelizable]
public class EmbeddedNetworkTests
{
    private static readonly string[] Names = ["mobile", "resnet"];

    [TestCaseSource(nameof(Names))]
    public void Weights_have_the_manifests_hash_and_suit_the_package(string name)
    {
        EmbeddedNetwork network = EmbeddedNetworks.Find(name)!;

        byte[] weights = network.ReadWeights();

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(weights)), Is.EqualTo(network.Manifest.Sha256.ToLowerInvariant()));
        Assert.That(weights, Has.Length.LessThanOrEqualTo(6 << 20));
        Assert.That(network.Genres, Has.Count.GreaterThanOrEqualTo(30).And.Unique);
        Assert.That(network.Embedding.Validate, Throws.Nothing);
        Assert.That(network.Logits.EmbeddingSize, Is.EqualTo(network.Genres.Count));
    }

    [TestCaseSource(nameof(Names))]
    public void Open_by_name_needs_no_file_and_looks_at_sound_and_pictures(string name)
    {
        using var empty = new TemporaryFolder();
        string? before = Environment.GetEnvironmentVariable(BackboneCatalog.ModelsFolderVariable);
        try
        {
            Environment.SetEnvironmentVariable(BackboneCatalog.ModelsFolderVariable, empty.Path);
            using Backbone backbone = BackboneCatalog.Open(name.ToUpperInvariant());

            var clip = ToneGenres.Compose("high", 10, 3);
            float[] fromSound = backbone.EmbedWindow(clip.Samples.Span);
            float[] fromPicture = backbone.EmbedPicture(SpectrogramImage.FromClip(clip));

            Assert.That(fromSound, Has.Length.EqualTo(backbone.EmbeddingSize).And.All.Matches<float>(float.IsFinite));
            Assert.That(fromSound.Max() - fromSound.Min(), Is.GreaterThan(0));
            Assert.That(fromPicture, Is.EqualTo(fromSound), "a segment is the picture of that segment");
            Assert.That(backbone.ParameterCount, Is.InRange(100_000, 3_000_000));
            Assert.That(Directory.EnumerateFileSystemEntries(empty.Path), Is.Empty);
        }
        finally
        {
            Environment.SetEnvironmentVariable(BackboneCatalog.ModelsFolderVariable, before);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Embed_window_shorter_than_the_network_takes_is_repeated(string name)
    {
        using Backbone backbone = BackboneCatalog.Open(name);
        float[] short1 = [.. ToneGenres.Compose("low", 0.5, 4).Samples.Span];

        float[] embedding = backbone.EmbedWindow(short1);

        int least = backbone.Description.LeastSamples;
        float[] repeated = [.. Enumerable.Range(0, Math.Max(least, short1.Length)).Select(i => short1[i % short1.Length])];
        Assert.That(embedding, Is.EqualTo(backbone.EmbedWindow(repeated)));
    }

    [Test]
    public void Segments_of_a_long_picture_are_ten_seconds_each()
    {
        using Backbone backbone = BackboneCatalog.Open("mobile");
        var embedder = new TrackEmbedder(backbone);
        SpectrogramImage halfMinute = SpectrogramImage.FromClip(ToneGenres.Compose("noise", 30, 5));

        SegmentEmbeddings segments = embedder.Embed(halfMinute);

        Assert.That(halfMinute.Width, Is.EqualTo(1292));
        Assert.That(segments.Count, Is.EqualTo(3));
        Assert.That(segments.Times.Select(t => (t.End - t.Start).TotalSeconds), Is.All.EqualTo(430 * 512 / 22_050.0).Within(1e-6));
        Assert.That(segments.Times[^1].End.TotalSeconds, Is.EqualTo(1292 * 512 / 22_050.0).Within(1e-6));
        // 60 ms a column, the whole 30 s: looked at as it is.
        Assert.That(embedder.Embed(halfMinute.Resize(496, 128)).Count, Is.EqualTo(1));
        Assert.That(embedder.Embed(ToneGenres.Compose("noise", 30, 5)).Count, Is.EqualTo(3));
    }

    [Test]
    public void Read_a_damaged_resource_is_one_clear_error()
    {
        byte[] weights = EmbeddedNetworks.Default.ReadWeights();
        string hash = Convert.ToHexStringLower(SHA256.HashData(weights));
        weights[weights.Length / 2] ^= 1;

        Assert.That(
            () => With(weights, Manifest(hash)).ReadWeights(),
            Throws.TypeOf<BackboneException>().With.Message.Contains(
                "'mobile' inside the assembly MusicGenre.MLNet is damaged").And.Message.Contains(hash)
                .And.Message.Contains("Restore the package"));
        Assert.That(() => With(weights[..1000], Manifest(hash)).ReadWeights(),
            Throws.TypeOf<BackboneException>().With.Message.Contains("is damaged"));
    }

    [Test]
    public void Read_something_else_is_one_clear_error()
    {
        byte[] noise = [1, 2, 3];
        Assert.Multiple(() =>
        {
            Assert.That(() => With(noise, Manifest(new string('0', 64))).ReadWeights(),
                Throws.TypeOf<BackboneException>().With.Message.Contains("instead of 000"));
            Assert.That(() => With(noise, "no json").ReadWeights(), Throws.TypeOf<BackboneException>().With.Message.Contains("is damaged"));
            Assert.That(() => With(noise, "{}").ReadWeights(),
                Throws.TypeOf<BackboneException>().With.Message.Contains("is damaged").And.Message.Contains("sha256").IgnoreCase);
            Assert.That(() => With(noise, null).ReadWeights(),
                Throws.TypeOf<BackboneException>().With.Message.Contains("mobile.manifest.json is missing"));
            Assert.That(() => With(noise, "{}").Embedding, Throws.TypeOf<BackboneException>().With.Message.Contains("is damaged"));
            Assert.That(() => With(noise, "{}").Genres, Throws.TypeOf<BackboneException>().With.Message.Contains("is damaged"));
        });
    }

    private static string Manifest(string hash) => $$"""{ "name": "mobile", "sha256": "{{hash}}", "embeddingSize": 768, "stride": 32, "genres": ["rock"], "seed": 1 }""";

    private static EmbeddedNetwork With(byte[] onnx, string? manifest) => new("mobile", "a test", file => file switch
    {
        "mobile.onnx" => new MemoryStream(onnx),
        "mobile.manifest.json" when manifest is not null => new MemoryStream(Encoding.UTF8.GetBytes(manifest)),
        _ => null,
    });
}
