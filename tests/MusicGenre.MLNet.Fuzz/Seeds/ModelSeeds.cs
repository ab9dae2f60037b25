using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Small models, as the library saves them, without what differs from one time to the next.</summary>
internal static partial class ModelSeeds
{
    public const string Manifest = "MusicGenre/manifest.json";

    private static readonly Lazy<byte[][]> Made = new(() => [Trained(), OfNetwork(), OfNetwork(0)]);

    private static readonly string[] Genres = ["blues", "jazz", "rock"];

    /// <summary>One that was trained, and one of a network; that one also as it is saved where the network is large.</summary>
    public static IReadOnlyList<byte[]> All() => Made.Value;

    /// <summary>One entry of each of them.</summary>
    public static IReadOnlyList<byte[]> Entries(string ending) => [.. All().SelectMany(ZipParts.Read)
        .Where(entry => entry.Name.EndsWith(ending, StringComparison.Ordinal)).Select(entry => entry.Data)];

    private static byte[] Trained()
    {
        using var folder = new TemporaryFolder();
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(ToneGenres.Write(folder.Combine("music")), new TrainOptions
        {
            Learner = new HeadLearner { Backbone = "mel-statistics", L2Candidates = [1] },
            WorkspacePath = folder.Combine("cache"),
        });
        using var saved = new MemoryStream();
        classifier.Save(saved);
        return Timeless(saved.ToArray());
    }

    /// <summary>A model of a small network.</summary>
    /// <param name="largestBackboneEntry">Up to this many bytes the network has an entry of its own.</param>
    public static byte[] OfNetwork(int largestBackboneEntry = 1 << 20)
    {
        using Backbone backbone = BackboneCatalog.Open(TinyNetwork.Description, TinyNetwork.Means());
        using var saved = new MemoryStream();
        ModelFile.Write(new GenreModel(backbone, SoftmaxHead.Create(Genres), new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            LibraryVersion = "0.1.0",
            Created = DateTimeOffset.UnixEpoch,
            Genres = Genres,
            Backbone = backbone.Description,
            BackboneHash = backbone.Hash,
            Segments = new SegmentOptions(),
            TrainingTracks = 0,
            L2Regularization = 0,
            RefitOnAllData = false,
        }), saved, largestBackboneEntry);
        return Timeless(saved.ToArray());
    }

    private static byte[] Timeless(byte[] model) => ZipParts.Write(
        ZipParts.Read(model).Select(entry => entry.Name != Manifest ? entry
            : (entry.Name, Encoding.UTF8.GetBytes(Created().Replace(Encoding.UTF8.GetString(entry.Data),
                "$1\"2000-01-01T00:00:00+00:00\"")))),
        CompressionLevel.NoCompression);

    [GeneratedRegex("(\"Created\": )\"[^\"]*\"")]
    private static partial Regex Created();
}
