using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Training;

/// <summary>A file's embeddings, from the cache where they are there and whole, else made and kept.</summary>
/// <param name="Embeddings">The embeddings of the file's segments.</param>
/// <param name="FromCache">Whether they were found in the cache.</param>
internal readonly record struct CachedEmbedding(SegmentEmbeddings Embeddings, bool FromCache)
{
    public static CachedEmbedding Of(
        string path, TrackEmbedder embedder, SegmentOptions segments, EmbeddingCache? cache, CancellationToken cancellationToken)
    {
        if (cache is null)
            return new CachedEmbedding(embedder.Embed(path, 1, cancellationToken), false);
        string key = EmbeddingCache.KeyOf(path, embedder.Backbone, segments);
        if (cache.TryRead(key) is { } kept && kept.Size == embedder.Backbone.EmbeddingSize)
            return new CachedEmbedding(kept, true);
        SegmentEmbeddings made = embedder.Embed(path, 1, cancellationToken);
        cache.TryWrite(key, made);
        return new CachedEmbedding(made, false);
    }
}
