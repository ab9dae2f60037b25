using System.Collections.Concurrent;
using System.Diagnostics;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training;

/// <summary>Looks at all files of a data set, on all cores, with what was seen before taken from the cache.</summary>
/// <param name="embedder">Turns a file into embeddings.</param>
/// <param name="segments">The embedder's settings, part of the cache's keys.</param>
/// <param name="cache">Embeddings of earlier runs; <see langword="null"/> for none.</param>
/// <param name="maxDegreeOfParallelism">How many files are looked at at once.</param>
internal sealed class DatasetEmbedder(TrackEmbedder embedder, SegmentOptions segments, EmbeddingCache? cache, int maxDegreeOfParallelism)
{
    /// <exception cref="BackboneException">The backbone cannot look at any of the files.</exception>
    public EmbeddedDataset Embed(GenreDataset dataset, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        RequireSight(dataset);
        var clock = Stopwatch.StartNew();
        var embedded = new EmbeddedTrack?[dataset.Tracks.Count];
        var skipped = new ConcurrentBag<SkippedFile>();
        int completed = 0, fromCache = 0;
        AllCores.Run(embedded.Length, maxDegreeOfParallelism, cancellationToken, i =>
        {
            GenreTrack track = dataset.Tracks[i];
            string? problem = null;
            try
            {
                CachedEmbedding found = CachedEmbedding.Of(track.Path, embedder, segments, cache, cancellationToken);
                embedded[i] = new EmbeddedTrack(track, found.Embeddings.Mean(), track.Copy);
                if (found.FromCache)
                    Interlocked.Increment(ref fromCache);
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                problem = FileProblem.Describe(e, track.Path);
                skipped.Add(new SkippedFile(track.Path, problem));
            }
            progress?.Report(new TrainProgress(TrainStage.Embedding, Interlocked.Increment(ref completed), embedded.Length, track.RelativePath, problem));
        });
        GenreDataset readable = dataset.Without(skipped.OrderBy(s => s.Path, StringComparer.Ordinal));
        return new EmbeddedDataset(readable, [.. embedded.OfType<EmbeddedTrack>()], clock.Elapsed, fromCache);
    }

    private void RequireSight(GenreDataset dataset)
    {
        if (!embedder.Backbone.AcceptsPictures && dataset.Tracks.Count > 0 && dataset.Tracks.All(t => t.Kind == TrackKind.Spectrogram))
            throw new BackboneException(
                $"The backbone '{embedder.Backbone.Name}' has a front end of its own and needs the audio, and {dataset.Directory} holds spectrogram pictures only. "
                + $"Use a backbone for pictures: {string.Join(", ", BackboneCatalog.ForPictures)}.");
    }
}
