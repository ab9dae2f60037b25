
namespace MusicGenre.MLNet.Embeddings;

/// <summary>Holds the embeddings of a track's segments, in the order of time.</summary>
public sealed class SegmentEmbeddings
{
    private readonly float[] _values;

    /// <summary>Wraps row-major values [segments × size].</summary>
    internal SegmentEmbeddings(float[] values, int size, IReadOnlyList<SegmentTime> times)
    {
        if (times.Count == 0 || values.Length != size * times.Count)
            throw new ArgumentException($"{values.Length} values are not {times.Count} segments of {size} values each.", nameof(values));
        (_values, Size, Times) = (values, size, times);
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

    /// <summary>Computes the track's embedding: the mean over its segments.</summary>
    public float[] Mean() => Common.Mean.Of(Count, Size, s => this[s]);
}
