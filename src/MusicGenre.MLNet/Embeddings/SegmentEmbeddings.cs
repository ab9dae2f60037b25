namespace MusicGenre.MLNet.Embeddings;

/// <summary>Holds the embeddings of a track's segments, in the order of time.</summary>
public sealed class SegmentEmbeddings
{
    private readonly float[] _values;
    private readonly float[]? _mean;

    /// <summary>Wraps row-major values [segments × size].</summary>
    /// <param name="values">The values.</param>
    /// <param name="size">The number of values of one embedding.</param>
    /// <param name="times">Where the segments lie.</param>
    /// <param name="mean">The track's embedding; <see langword="null"/>: the mean of the values.</param>
    internal SegmentEmbeddings(float[] values, int size, IReadOnlyList<SegmentTime> times, float[]? mean = null)
    {
        if (times.Count == 0 || values.Length != size * times.Count)
            throw new ArgumentException($"{values.Length} values are not {times.Count} segments of {size} values each.", nameof(values));
        (_values, Size, Times, _mean) = (values, size, times, mean);
    }

    /// <summary>Gets the number of segments.</summary>
    public int Count => Times.Count;

    /// <summary>Gets the number of values of one embedding.</summary>
    public int Size { get; }

    /// <summary>Gets start and end of each segment.</summary>
    public IReadOnlyList<SegmentTime> Times { get; }

    /// <summary>Gets all values, row-major [segments × size].</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>Gets the embedding of one segment.</summary>
    public ReadOnlySpan<float> this[int segment] => _values.AsSpan(segment * Size, Size);

    /// <summary>
    /// Computes the track's embedding: the mean over its segments. Of several backbones side by side, whose segments are not the same, each
    /// gives the mean over its own.
    /// </summary>
    public float[] Mean() => _mean is null ? Common.Mean.Of(Count, Size, s => this[s]) : [.. _mean];

    /// <summary>Whether the track's embedding is not the mean of <see cref="Values"/>.</summary>
    internal bool HasMeanOfParts => _mean is not null;
}
