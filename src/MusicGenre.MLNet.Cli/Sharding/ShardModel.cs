using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>What turns a file into a row: a backbone, and for genres a head on it. Any number of threads may use it.</summary>
internal sealed class ShardModel : IDisposable
{
    private readonly IDisposable _owned;
    private readonly TrackEmbedder _embedder;
    private readonly LinearHead? _head;
    private readonly IReadOnlyList<string> _genres;
    private readonly string _name;

    private ShardModel(IDisposable owned, Backbone backbone, SegmentOptions segments, LinearHead? head, IReadOnlyList<string> genres)
    {
        (_owned, _head, _genres) = (owned, head, genres);
        _embedder = new TrackEmbedder(backbone, segments);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{backbone.Hash}|{segments}|{string.Join('\n', genres)}|"));
        hash.AppendData(head?.ToBytes() ?? []);
        _name = $"{backbone.Name}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";
    }

    /// <summary>Wraps a classifier, which it disposes of.</summary>
    public static ShardModel Of(MusicGenreClassifier classifier)
    {
        GenreModel model = classifier.Model;
        return new ShardModel(classifier, model.Backbone, model.Manifest.Segments, model.Head, model.Manifest.Genres);
    }

    /// <summary>Wraps a backbone without a head, which it disposes of.</summary>
    public static ShardModel Of(Backbone backbone) => new(backbone, backbone, new SegmentOptions(), null, []);

    /// <summary>Gets what the rows of a part have in common.</summary>
    public PartIdentity IdentityOf(TrackList list, Shard shard) => new()
    {
        Model = _name,
        Backbone = _embedder.Backbone.Name,
        BackboneHash = _embedder.Backbone.Hash,
        EmbeddingSize = _embedder.Backbone.EmbeddingSize,
        Genres = _genres,
        LibraryVersion = Library.Version,
        Sources = [new PartSource(list.Hash, list.Count, shard.Count, [shard.Index])],
    };

    /// <summary>Embeds a file.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; everything else becomes the row's error.</exception>
    public PartRow Work(string path, CancellationToken cancellationToken)
    {
        long begin = Environment.TickCount64;
        var row = new PartRow { Path = path };
        try
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
            // Reading it once for its hash brings it into memory for the decoder.
            using (FileStream file = File.OpenRead(path))
                row = row with { Size = file.Length, Hash = Convert.ToHexStringLower(SHA256.HashData(file)) };
            float[] embedding = _embedder.Embed(path, cancellationToken: cancellationToken).Mean();
            row = row with { Embedding = embedding, Probabilities = _head?.Score(embedding) };
        }
        catch (Exception exception) when (Problem.IsForPeople(exception) || exception is ArgumentException)
        {
            row = row with { Error = Problem.OneLine(exception) };
        }
        return row with { Seconds = (Environment.TickCount64 - begin) / 1000.0 };
    }

    /// <inheritdoc/>
    public void Dispose() => _owned.Dispose();
}
