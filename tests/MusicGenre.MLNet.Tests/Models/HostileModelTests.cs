using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Tests.Prediction;

namespace MusicGenre.MLNet.Tests.Models;

/// <summary>Models whose entries somebody changed, with hashes that are right again where that takes more than one entry.</summary>
public sealed class HostileModelTests
{
    private const string Manifest = "MusicGenre/manifest.json", Head = "MusicGenre/head.bin";

    private TrainedToneClassifier _trained = null!;
    private byte[] _model = [];

    [OneTimeSetUp]
    public void Train()
    {
        _trained = new TrainedToneClassifier();
        using var saved = new MemoryStream();
        _trained.Classifier.Save(saved);
        _model = saved.ToArray();
    }

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [Test]
    public void What_is_put_together_again_unchanged_is_a_model()
    {
        using MusicGenreClassifier classifier = Load(Changed(_ => { }));
        Assert.That(classifier.Genres, Is.EqualTo(ToneGenres.Names));
    }

    [Test]
    [Category(Categories.Memory)]
    public void An_entry_of_no_meaning_that_unpacks_to_much_more_than_the_file_is_refused_unread()
    {
        byte[] bomb = Changed(entries => entries["extra"] = new byte[80 << 20]);
        Assert.That(bomb, Has.Length.LessThan(1 << 20));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(
            () => Load(bomb), Throws.TypeOf<ModelFileException>().With.Message.Contains(nameof(InputLimits.MaxModelExpansion)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16 << 20));
    }

    [TestCase("a genre less", "Genres", """["high","low"]""")]
    [TestCase("a genre more", "Genres", """["high","low","noise","rock"]""")]
    [TestCase("a genre twice", "Genres", """["high","low","low"]""")]
    [TestCase("a genre that is null", "Genres", """["high","low",null]""")]
    [TestCase("a genre without a name", "Genres", """["high","low"," "]""")]
    [TestCase("no list of genres", "Genres", "null")]
    [TestCase("a wrong format", "Format", "-7")]
    [TestCase("format 0", "Format", "0")]
    [TestCase("a format that is no whole number", "Format", "1.5")]
    [TestCase("the hash of another backbone", "BackboneHash", "\"0000000000000000000000000000000000000000000000000000000000000000\"")]
    [TestCase("no hash of the backbone", "BackboneHash", "null")]
    [TestCase("no backbone", "Backbone", "null")]
    [TestCase("no segments", "Segments", "null")]
    [TestCase("segments that cannot be", "Segments", """{"MaxSecondsPerTrack":-1}""")]
    [TestCase("no contents", "Contents", "null")]
    [TestCase("contents without a hash", "Contents", """{"MusicGenre/head.bin":null}""")]
    [TestCase("outputs that are not there", "NetworkOutputs", "[0,1,2000000000]")]
    public void A_manifest_is_refused_with(string what, string property, string json)
    {
        byte[] bad = Changed(entries => ChangeManifest(entries, manifest => manifest[property] = JsonNode.Parse(json)));
        Assert.That(() => Load(bad), Throws.TypeOf<ModelFileException>(), what);
    }

    [Test]
    public void A_manifest_in_which_one_letter_was_changed_is_refused_by_its_checksum()
    {
        byte[] stored = Changed(_ => { }, CompressionLevel.NoCompression);
        int at = stored.AsSpan().LastIndexOf("\"noise\""u8);
        stored[at + 2] ^= 1;
        Assert.That(() => Load(stored), Throws.TypeOf<ModelFileException>().With.Message.Contains(Manifest));
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void A_head_with_a_weight_that_is_no_number_is_refused(float weight)
        => Assert.That(() => Load(WithWeight(weight)), Throws.TypeOf<ModelFileException>());

    [TestCase(float.MaxValue)]
    [TestCase(float.MinValue)]
    public void A_head_with_a_weight_as_large_as_a_number_can_be_gives_probabilities(float weight)
    {
        using MusicGenreClassifier classifier = Load(WithWeight(weight));
        float[] probabilities = [.. classifier.Predict(_trained.Files[0]).Ranked.Select(genre => genre.Probability)];
        Assert.That(probabilities, Has.All.InRange(0f, 1f));
        Assert.That(probabilities.Sum(), Is.EqualTo(1).Within(1e-5));
    }

    // Scales, which every genre's weights are multiplied by.
    private byte[] WithWeight(float weight) => Changed(entries =>
    {
        byte[] head = entries[Head];
        int size = BitConverter.ToInt32(head, sizeof(int));
        for (int i = 0; i < size; i++)
            BitConverter.GetBytes(weight).CopyTo(head, (2 * sizeof(int)) + ((size + i) * sizeof(float)));
        ChangeManifest(entries, manifest => manifest["Contents"]![Head] = ModelEntries.Hash(head));
    });

    private static void ChangeManifest(OrderedDictionary<string, byte[]> entries, Action<JsonNode> change)
    {
        JsonNode manifest = JsonNode.Parse(entries[Manifest])!;
        change(manifest);
        entries[Manifest] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    private byte[] Changed(Action<OrderedDictionary<string, byte[]>> change, CompressionLevel level = CompressionLevel.Fastest)
    {
        OrderedDictionary<string, byte[]> entries;
        using (var zip = new ZipArchive(new MemoryStream(_model)))
            entries = ModelEntries.Unpack(zip, _model.Length, default);
        change(entries);
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    private static MusicGenreClassifier Load(byte[] model) => MusicGenreClassifier.Load(new MemoryStream(model));
}
