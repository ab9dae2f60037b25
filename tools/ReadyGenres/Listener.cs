using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;

namespace ReadyGenres;

/// <summary>Embeds folders of music with the network in the package, and asks teachers for their tags; both are kept in a cache.</summary>
internal sealed class Listener : IDisposable
{
    private readonly EmbeddingCache _cache = new();
    private readonly TrackEmbedder _embedder;
    private readonly Dictionary<string, TrackEmbedder> _teachers = [];

    /// <param name="teachers">The folder of the teachers' ONNX files; <see langword="null"/> to ask none.</param>
    public Listener(string? teachers)
    {
        EmbeddedNetwork network = EmbeddedNetworks.Default;
        BackboneDescription windows = network.Logits with
        {
            EmbeddingOutput = network.Embedding.EmbeddingOutput, EmbeddingSize = network.Embedding.EmbeddingSize, Reference = null,
        };
        _embedder = new TrackEmbedder(BackboneCatalog.Open(windows, network.ReadWeights()));
        if (teachers is null)
            return;
        foreach ((string name, string output, int size) in ((string, string, int)[])
            [("efficientat", "logits", 527), ("yamnet", "logits", 521), ("musicnn", "tags", 50)])
        {
            BackboneDescription known = KnownBackbones.All.First(b => b.Name == name);
            byte[] weights = File.ReadAllBytes(Path.Combine(teachers, known.ModelFile!));
            _teachers[name] = new TrackEmbedder(
                BackboneCatalog.Open(known with { EmbeddingOutput = output, EmbeddingSize = size }, weights));
        }
    }

    /// <summary>Embeds a folder: one of genres, or of files without labels.</summary>
    public IReadOnlyList<HeardTrack> Hear(string folder)
    {
        bool labelled = Directory.EnumerateDirectories(folder).Any();
        GenreTrack[] tracks = labelled
            ? [.. GenreDataset.Open(folder, new DatasetOptions { RequireTrainable = false }).Tracks]
            : [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => new GenreTrack
                {
                    Path = path, RelativePath = Path.GetFileName(path), Genre = "", TrackId = path, Kind = TrackKind.Audio,
                })];
        var heard = new HeardTrack[tracks.Length];
        AllCores.Run(tracks.Length, 2, CancellationToken.None, i =>
        {
            GenreTrack track = tracks[i];
            heard[i] = new HeardTrack(
                track.RelativePath, track.Genre, track.Artist ?? "", track.Fold ?? -1,
                Mean(_embedder, track.Path), _teachers.ToDictionary(t => t.Key, t => Mean(t.Value, track.Path)));
        });
        return heard;
    }

    public void Dispose()
    {
        _embedder.Backbone.Dispose();
        foreach (TrackEmbedder teacher in _teachers.Values)
            teacher.Backbone.Dispose();
    }

    private float[] Mean(TrackEmbedder embedder, string path) => embedder.Embed(path, _cache, CancellationToken.None).Embeddings.Mean();
}
