using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>
/// Finds the tracks of parts that sound most like a file, as <see cref="Similarity"/> does for folders: by the cosine as seen from the middle
/// of all. The parts are read twice; memory holds the best.
/// </summary>
internal sealed class PartSimilarity
{
    private readonly IReadOnlyList<string> _parts;

    public PartSimilarity(IReadOnlyList<string> parts) => _parts = parts;

    /// <summary>Gets the network that the user names; null for the one that the parts name.</summary>
    public string? Backbone { get; init; }

    /// <summary>Ranks the tracks of the parts, the most similar first.</summary>
    /// <param name="file">The file; one of the parts, or any other that can be read.</param>
    /// <param name="top">How many are told; null for all.</param>
    /// <param name="cancellationToken">Stops between two tracks.</param>
    public IReadOnlyList<(string Path, double Similarity)> Rank(string file, int? top, CancellationToken cancellationToken)
    {
        float[]? wanted = null;
        double[] sum = [];
        long count = 0;
        PartIdentity? first = null;
        foreach (string part in _parts)
        {
            using PartReader reader = PartReader.Open(part);
            first ??= reader.Identity;
            if (reader.Identity.BackboneHash != first.BackboneHash)
                throw new ToolException($"The embeddings are of different networks: {first.Model} and {reader.Identity.Model}.");
            foreach ((string path, float[] embedding) in reader.Embeddings())
            {
                cancellationToken.ThrowIfCancellationRequested();
                // It is counted once, however often it is there.
                if (IsSame(path, file))
                {
                    wanted ??= embedding;
                    continue;
                }
                if (sum.Length == 0)
                    sum = new double[embedding.Length];
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += embedding[i];
                count++;
            }
        }
        if (count == 0)
            throw new ToolException("There is no embedding of another file in the parts.");
        wanted ??= Embed(file, first!, cancellationToken);
        double[] middle = [.. sum.Select((value, i) => (value + wanted[i]) / (count + 1.0))];
        return Best(file, wanted, middle, top ?? int.MaxValue, cancellationToken);
    }

    private IReadOnlyList<(string Path, double Similarity)> Best(
        string file, float[] wanted, double[] middle, int top, CancellationToken cancellationToken)
    {
        // The worst of the best comes out first.
        var best = new PriorityQueue<string, (double Similarity, string Path)>(Comparer<(double Similarity, string Path)>.Create(
            (a, b) => a.Similarity != b.Similarity ? a.Similarity.CompareTo(b.Similarity) : string.CompareOrdinal(b.Path, a.Path)));
        foreach (string part in _parts)
        {
            using PartReader reader = PartReader.Open(part);
            foreach ((string path, float[] embedding) in reader.Embeddings())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsSame(path, file))
                    continue;
                (double, string) priority = (Similarity.Cosine(wanted, embedding, middle), path);
                if (best.Count < top)
                    best.Enqueue(path, priority);
                else
                    best.EnqueueDequeue(path, priority);
            }
        }
        var ranked = new (string, double)[best.Count];
        for (int i = ranked.Length - 1; i >= 0; i--)
            if (best.TryDequeue(out string? path, out (double Similarity, string Path) priority))
                ranked[i] = (path, priority.Similarity);
        return ranked;
    }

    private float[] Embed(string file, PartIdentity identity, CancellationToken cancellationToken)
    {
        using Backbone backbone = PartBackbone.Open(identity, Backbone);
        return new TrackEmbedder(backbone).Embed(file, cancellationToken: cancellationToken).Mean();
    }

    private static bool IsSame(string path, string file)
        => path == file || (Path.GetFileName(path.AsSpan()).SequenceEqual(Path.GetFileName(file.AsSpan()))
            && Path.GetFullPath(path) == Path.GetFullPath(file));
}
