using System.Collections.Concurrent;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// The embeddings of augmented copies: rows that a head learns from beside those of the tracks themselves. They are made only for tracks
/// that are named as training tracks, on all cores, and kept in the cache under a key that holds everything a copy is drawn from.
/// </summary>
/// <param name="backbone">The network that looks at the copies.</param>
/// <param name="options">The plan, the segments, the cache, the cores.</param>
internal sealed class TrainingCopies(Backbone backbone, TrainOptions options)
{
    // Part of every key: raise it when an effect or the way copies are drawn changes its results.
    private const string KeyVersion = "augmentation 1";

    private readonly ConcurrentDictionary<string, EmbeddedTrack[]> _byPath = new(StringComparer.Ordinal);
    private readonly CopyReader _reader = new(backbone.Description, options.Segments);
    private readonly EmbeddingCache? _cache = options.ReuseCachedBottleneckValues ? new EmbeddingCache(options.WorkspacePath) : null;

    /// <summary>How many copies there are by now.</summary>
    public int Count => _byPath.Values.Sum(copies => copies.Length);

    /// <summary>Makes the copies of training tracks that are not there yet.</summary>
    public void Make(IEnumerable<GenreTrack> trainingTracks, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Augmentation is not { IsEmpty: false } plan)
            return;
        GenreTrack[] tracks = [.. trainingTracks.Where(t => !t.IsCopy).DistinctBy(t => t.Path).Where(t => !_byPath.ContainsKey(t.Path))];
        int completed = 0;
        AllCores.Run(tracks.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            string? problem = null;
            try
            {
                _byPath[tracks[i].Path] = [.. Make(tracks[i], plan, cancellationToken)];
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                // The track itself was read before and is learned from; only its copies are missing.
                problem = FileProblem.Describe(e, tracks[i].Path);
                _byPath[tracks[i].Path] = [];
            }
            progress?.Report(new TrainProgress(
                TrainStage.Augmenting, Interlocked.Increment(ref completed), tracks.Length, tracks[i].RelativePath, problem));
        });
    }

    /// <summary>Rows to learn from, with the copies of their tracks, and of no others, behind them.</summary>
    public IReadOnlyList<EmbeddedTrack> With(IReadOnlyList<EmbeddedTrack> training)
        => _byPath.IsEmpty ? training : [.. training, .. training.Where(t => !t.IsCopy).SelectMany(t => _byPath.GetValueOrDefault(t.Track.Path, []))];

    private IEnumerable<EmbeddedTrack> Make(GenreTrack track, AugmentationPlan plan, CancellationToken cancellationToken)
    {
        CopyReader.Source source = _reader.Open(track, cancellationToken);
        for (int number = 1; number <= plan.Copies; number++)
        {
            AugmentedCopy copy = plan.Draw(track.RelativePath, number);
            string key = _cache is null ? "" : EmbeddingCache.KeyOf(
                track.Path, backbone, options.Segments, FormattableString.Invariant($"{KeyVersion}|{track.RelativePath}|{number}|{plan.Identity}"));
            SegmentEmbeddings? embeddings = _cache?.TryRead(key) is { } kept && kept.Size == backbone.EmbeddingSize ? kept : null;
            if (embeddings is null && (embeddings = Embed(source, copy, cancellationToken)) is not null)
                _cache?.TryWrite(key, embeddings);
            if (embeddings is not null)
                yield return new EmbeddedTrack(track, embeddings.Mean(), number);
        }
    }

    private SegmentEmbeddings? Embed(CopyReader.Source source, AugmentedCopy copy, CancellationToken cancellationToken)
    {
        IReadOnlyList<TrackSegment> segments = _reader.Segments(source, copy, cancellationToken);
        if (segments.Count == 0)
            return null;
        var values = new float[segments.Count * backbone.EmbeddingSize];
        for (int i = 0; i < segments.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int index = i;
            float[] embedding = segments[i].Picture is { } picture
                ? backbone.EmbedPicture(copy.Apply(picture, i, backbone.Description.Mel))
                : backbone.EmbedWindow(segments[i].Window, copy.ChangesSpectrograms ? mel => copy.Apply(mel, index) : null);
            embedding.CopyTo(values.AsSpan(i * backbone.EmbeddingSize));
        }
        return new SegmentEmbeddings(values, backbone.EmbeddingSize, [.. segments.Select(s => s.Time)]);
    }
}
