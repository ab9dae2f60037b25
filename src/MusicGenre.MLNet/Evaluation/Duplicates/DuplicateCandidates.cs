using System.Numerics.Tensors;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>
/// Pairs of files whose <c>mel-statistics</c> embeddings are similar: cosine of the embeddings without their level, which one loud click or
/// another scale of a picture changes, standardised over the data set.
/// </summary>
internal static class DuplicateCandidates
{
    public static IReadOnlyList<(int First, int Second)> Of(
        IReadOnlyList<EmbeddedTrack> tracks, DuplicateOptions options, WorkContext context)
    {
        int count = tracks.Count;
        bool IsPair(int i, int j) => i != j && tracks[i].Track.TrackId != tracks[j].Track.TrackId;
        if (count <= options.CompareAllUpTo)
            return [.. Enumerable.Range(0, count).SelectMany(
                i => Enumerable.Range(i + 1, count - i - 1).Where(j => IsPair(i, j)).Select(j => (i, j)))];

        float[][] standardized = Standardize(tracks);
        var nearest = new (int First, int Second)[count][];
        context.ForEach(count, i =>
        {
            nearest[i] = [.. Enumerable.Range(0, count)
                .Where(j => IsPair(i, j))
                .Select(j => (Index: j, Similarity: TensorPrimitives.Dot<float>(standardized[i], standardized[j])))
                .Where(other => other.Similarity >= options.CandidateSimilarity)
                .OrderByDescending(other => other.Similarity)
                .Take(options.CandidatesPerFile)
                .Select(other => (Math.Min(i, other.Index), Math.Max(i, other.Index)))];
        });
        return [.. nearest.SelectMany(pairs => pairs).Distinct().Order()];
    }

    // Zero mean and unit variance in each slot, then unit length.
    private static float[][] Standardize(IReadOnlyList<EmbeddedTrack> tracks)
    {
        float[][] rows = [.. tracks.Select(track => (float[])track.Embedding.Clone())];
        int size = rows[0].Length;
        var mean = new float[size];
        foreach (float[] row in rows)
        {
            MelStatisticsBackbone.RemoveLevel(row);
            TensorPrimitives.Add(mean, row, mean);
        }
        TensorPrimitives.Divide(mean, rows.Length, mean);
        var variance = new float[size];
        foreach (float[] row in rows)
        {
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.MultiplyAdd(row, row, variance, variance);
        }
        float[] scale = [.. variance.Select(v => v > 0 ? 1 / MathF.Sqrt(v / rows.Length) : 0)];
        foreach (float[] row in rows)
        {
            TensorPrimitives.Multiply(row, scale, row);
            float norm = TensorPrimitives.Norm<float>(row);
            if (norm > 0)
                TensorPrimitives.Divide(row, norm, row);
        }
        return rows;
    }
}
