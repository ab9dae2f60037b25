using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Cli;

/// <summary>
/// Finds the files that sound most like another one: by the cosine of the angle between their embeddings, as seen from the middle of all of
/// them, because embeddings of all music lie close together.
/// </summary>
internal sealed class Similarity(Backbone backbone, EmbeddingCache cache)
{
    private readonly TrackEmbedder _embedder = new(backbone);

    /// <summary>Gets a file's embedding, from the cache if it is there.</summary>
    public float[] Embed(string path, CancellationToken cancellationToken)
    {
        string key = EmbeddingCache.KeyOf(path, backbone, new SegmentOptions());
        if (cache.TryRead(key) is { } kept && kept.Size == backbone.EmbeddingSize)
            return kept.Mean();
        SegmentEmbeddings made = _embedder.Embed(path, cancellationToken: cancellationToken);
        cache.TryWrite(key, made);
        return made.Mean();
    }

    /// <summary>Ranks files, the most similar first.</summary>
    /// <param name="wanted">The embedding of the file that they are compared with.</param>
    /// <param name="files">The embeddings of the others.</param>
    /// <returns>The files and their similarity, −1…1.</returns>
    public static IReadOnlyList<(string Path, double Similarity)> Rank(float[] wanted, IReadOnlyDictionary<string, float[]> files)
    {
        var middle = new double[wanted.Length];
        foreach (float[] embedding in files.Values.Append(wanted))
            for (int i = 0; i < middle.Length; i++)
                middle[i] += embedding[i] / (files.Count + 1.0);
        return
        [
            .. files.Select(file => (file.Key, Cosine(wanted, file.Value, middle))).OrderByDescending(file => file.Item2)
                .ThenBy(file => file.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Computes the cosine of the angle between two embeddings, as seen from the middle of all.</summary>
    public static double Cosine(float[] first, float[] second, double[] middle)
    {
        double product = 0, firstSquares = 0, secondSquares = 0;
        for (int i = 0; i < middle.Length; i++)
        {
            double a = first[i] - middle[i], b = second[i] - middle[i];
            (product, firstSquares, secondSquares) = (product + a * b, firstSquares + a * a, secondSquares + b * b);
        }
        return product == 0 ? 0 : product / Math.Sqrt(firstSquares * secondSquares);
    }
}
