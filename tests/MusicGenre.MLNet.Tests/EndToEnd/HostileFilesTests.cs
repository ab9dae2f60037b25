using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Tests.Backbones.Onnx;

namespace MusicGenre.MLNet.Tests.EndToEnd;

/// <summary>
/// Inputs that once hung, took gigabytes, read other files, or ended in an exception that no page names: each is refused as it should be, or
/// taken for what it is.
/// </summary>
[Category(SharedData.Category)]
public sealed class HostileFilesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestCase("audio1-*")]
    [TestCase("audio11-*")]
    public void Audio_is_decoded_or_refused_as_audio(string pattern) => Each(pattern, file =>
    {
        try
        {
            AudioClip.FromFile(file);
        }
        catch (Exception e) when (e is AudioFormatException or FfmpegNotFoundException)
        {
            // As documented.
        }
    });

    [Test]
    public void A_forged_cache_entry_is_none() => Each("cache1-*", file =>
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("ab"));
        File.Copy(file, folder.Combine("ab", "abcdef.emb"));
        SegmentEmbeddings? read = new EmbeddingCache(folder.Path).TryRead("abcdef");
        Assert.That(read is null || read.Values.Length == read.Size * read.Count, file);
    });

    [Test]
    public void A_table_is_read_or_refused_as_a_data_set() => Each("csv12-*", file =>
    {
        using var folder = new TemporaryFolder();
        ToneGenres.Write(folder.Path);
        File.Copy(file, folder.Combine("tracks.csv"));
        try
        {
            GenreDataset.Open(folder.Path);
        }
        catch (DatasetException)
        {
            // As documented.
        }
    });

    [Test]
    public void A_description_is_refused_as_a_backbone() => Each("desc14-*", file =>
    {
        using var folder = new TemporaryFolder();
        File.Copy(file, folder.Combine("net.json"));
        File.WriteAllBytes(folder.Combine("net.onnx"), TinyOnnx.Make());
        Assert.That(() => BackboneCatalog.Open(folder.Combine("net.onnx")), Throws.TypeOf<BackboneException>());
    });

    [TestCase("model15-*")]
    [TestCase("zip-*")]
    public void A_damaged_model_is_refused_as_a_model(string pattern)
        => Each(pattern, file => Assert.That(() => MusicGenreClassifier.Load(file), Throws.TypeOf<ModelFileException>(), file));

    [Test]
    public void A_model_that_opens_answers_or_fails_as_documented() => Each("modeluse15-*", file =>
    {
        try
        {
            using MusicGenreClassifier classifier = MusicGenreClassifier.Load(file);
            GenrePrediction answer = classifier.Predict(ToneGenres.Compose("low", 3, 1));
            Assert.That(answer.Ranked.Sum(genre => genre.Probability), Is.EqualTo(1).Within(1e-3));
        }
        catch (Exception e) when (e is ModelFileException or BackboneException or AudioFormatException)
        {
            // As documented.
        }
    });

    [TestCase("onnx-*")]
    [TestCase("onnxrun16-*")]
    public void A_network_is_refused_as_a_backbone(string pattern) => Each(pattern, file =>
    {
        byte[] network = File.ReadAllBytes(file);
        Assert.That(
            () =>
            {
                foreach (int size in (int[])[4, TinyOnnx.Size])
                {
                    using Backbone backbone = BackboneCatalog.Open(
                        TinyOnnx.Description with { EmbeddingSize = size, EmbeddingOutput = OutputOf(network) }, network);
                    backbone.EmbedWindow(new float[22_050]);
                }
            },
            Throws.TypeOf<BackboneException>(), file);
    });

    private static string OutputOf(byte[] network)
    {
        try
        {
            return MusicGenre.MLNet.Backbones.Onnx.ModelProto.Parser.ParseFrom(network).Graph?.Output.FirstOrDefault()?.Name ?? "embedding";
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return "embedding";
        }
    }

    // On another thread, so that one that hangs is a failure and not the end of the run.
    private static void Each(string pattern, Action<string> check)
    {
        string[] files = Directory.GetFiles(SharedData.Get("cases", "hostile"), pattern);
        Assert.That(files, Is.Not.Empty);
        foreach (string file in files)
            Assert.That(Task.Run(() => check(file)).Wait(Patience), Is.True, $"{file} hangs");
    }
}
