using System.Collections.Concurrent;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>A data set's readable tracks with their embeddings.</summary>
/// <param name="Dataset">The data set without the files that could not be read.</param>
/// <param name="Embeddings">The mean embedding of each track, by its path.</param>
/// <param name="FromCache">How many tracks' embeddings were found in the cache.</param>
internal sealed record EmbeddedDataset(GenreDataset Dataset, IReadOnlyDictionary<string, float[]> Embeddings, int FromCache)
{
    /// <summary>Gets the tracks in the data set's order.</summary>
    public IReadOnlyList<EmbeddedTrack> Tracks => Of(Dataset.Tracks);

    /// <summary>Embeds all files of a data set, on all cores, with what was embedded before taken from the cache.</summary>
    /// <exception cref="BackboneException">The backbone can embed none of the files.</exception>
    public static EmbeddedDataset Create(GenreDataset dataset, TrackEmbedder embedder, EmbeddingCache? cache, WorkContext context)
    {
        RequireUsableKind(dataset, embedder.Backbone);
        var embeddings = new ConcurrentDictionary<string, float[]>(StringComparer.Ordinal);
        int fromCache = 0;
        IReadOnlyList<SkippedFile> skipped = FileWork.Run(context, TrainStage.Embedding, dataset.Tracks, track =>
        {
            (SegmentEmbeddings found, bool cached) = embedder.Embed(track.Path, cache, context.CancellationToken);
            embeddings[track.Path] = found.Mean();
            if (cached)
                Interlocked.Increment(ref fromCache);
        });
        return new EmbeddedDataset(dataset.Without(skipped), embeddings, fromCache);
    }

    /// <summary>Gets some of the tracks, as they are given, with their embeddings.</summary>
    public IReadOnlyList<EmbeddedTrack> Of(IEnumerable<GenreTrack> tracks)
        => [.. tracks.Select(t => new EmbeddedTrack(t, Embeddings[t.Path], t.Copy))];

    private static void RequireUsableKind(GenreDataset dataset, Backbone backbone)
    {
        if (!backbone.AcceptsPictures && dataset.Tracks.Count > 0 && dataset.Tracks.All(t => t.Kind == TrackKind.Spectrogram))
            throw new BackboneException(
                $"The backbone '{backbone.Name}' requires audio, because it has its own front end, and {dataset.Directory} holds only "
                + $"spectrogram pictures. Use a backbone for pictures: {string.Join(", ", BackboneCatalog.ForPictures)}.");
    }
}
