using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>
/// Finds near-identical recordings, within genres and across: copies that were re-encoded, are louder or softer, or begin earlier or later.
/// Candidates are pairs of similar embeddings of the backbone <c>mel-statistics</c>; the correlation of their spectrograms at the best
/// offset in time decides. Versions, remixes, and copies at another speed or pitch are other recordings and are not found.
/// </summary>
public static class DuplicateFinder
{
    /// <summary>Searches a data set.</summary>
    /// <param name="dataset">
    /// The data set, sound or pictures. Files of one recording (<see cref="GenreTrack.TrackId"/>) are not compared.
    /// </param>
    /// <param name="options">Thresholds; <see langword="null"/> for the defaults.</param>
    /// <param name="cache">Keeps embeddings between runs; <see langword="null"/> for none.</param>
    /// <param name="progress">Receives a report of every file.</param>
    /// <param name="cancellationToken">Stops within one file or pair.</param>
    /// <returns>The pairs. Files that cannot be read are left out.</returns>
    public static DuplicateReport Find(
        GenreDataset dataset,
        DuplicateOptions? options = null,
        EmbeddingCache? cache = null,
        IProgress<TrainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new DuplicateOptions();
        options.Validate();
        return Find(dataset, options, cache, new WorkContext(options.MaxDegreeOfParallelism, progress, cancellationToken));
    }

    internal static DuplicateReport Find(GenreDataset dataset, DuplicateOptions options, EmbeddingCache? cache, WorkContext context)
    {
        using Backbone backbone = BackboneCatalog.Open(MelStatisticsBackbone.CatalogueName);
        IReadOnlyList<EmbeddedTrack> tracks = EmbeddedDataset.Create(dataset, new TrackEmbedder(backbone), cache, context).Tracks;
        IReadOnlyList<(int First, int Second)> candidates = DuplicateCandidates.Of(tracks, options, context);
        Dictionary<int, Fingerprint> fingerprints = Fingerprints(tracks, candidates, options, context);
        var pairs = new DuplicatePair?[candidates.Count];
        context.ForEach(pairs.Length, i =>
        {
            (int first, int second) = candidates[i];
            if (fingerprints.TryGetValue(first, out Fingerprint? a) && fingerprints.TryGetValue(second, out Fingerprint? b)
                && a.SecondsPerFrame == b.SecondsPerFrame)
                pairs[i] = Compare(tracks[first].Track, a, tracks[second].Track, b, options);
        });
        return new DuplicateReport { Pairs = [.. pairs.OfType<DuplicatePair>()], Files = tracks.Count, Candidates = candidates.Count };
    }

    private static Dictionary<int, Fingerprint> Fingerprints(
        IReadOnlyList<EmbeddedTrack> tracks, IReadOnlyList<(int First, int Second)> candidates, DuplicateOptions options,
        WorkContext context)
    {
        int[] wanted = [.. candidates.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Order()];
        var made = new Fingerprint?[wanted.Length];
        context.ForEach(wanted.Length, i =>
        {
            try
            {
                made[i] = Fingerprint.Of(tracks[wanted[i]].Track, options.SecondsPerFile, context.CancellationToken);
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                // It was readable for its embedding: a file that has gone meanwhile has no duplicate.
                made[i] = null;
            }
        });
        return wanted.Index().Where(w => made[w.Index] is not null).ToDictionary(w => w.Item, w => made[w.Index]!);
    }

    private static DuplicatePair? Compare(GenreTrack first, Fingerprint a, GenreTrack second, Fingerprint b, DuplicateOptions options)
    {
        Alignment best = Alignment.Best(a, b, options.MinOverlapSeconds);
        return best.Correlation < options.Correlation ? null : new DuplicatePair(
            first.RelativePath,
            second.RelativePath,
            first.Genre,
            second.Genre,
            Math.Min(best.Correlation, 1),
            TimeSpan.FromSeconds(best.Offset * a.SecondsPerFrame),
            TimeSpan.FromSeconds(best.Overlap * a.SecondsPerFrame));
    }
}
