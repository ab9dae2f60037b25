
namespace MusicGenre.MLNet.Embeddings;

/// <summary>The embeddings of a track's segments, in the order of time.</summary>
public sealed class SegmentEmbeddings
{
    private readonly float[] _values;

    /// <summary>Wraps embeddings that lie one after the other.</summary>
    /// <param name="values">Row-major values [segments × size].</param>
    /// <param name="size">Number of values of one embedding.</param>
    /// <param name="times">Start and end of each segment.</param>
    /// <exception cref="ArgumentException">There is no segment, or the number of values is not segments × size.</exception>
    public SegmentEmbeddings(float[] values, int size, IReadOnlyList<SegmentTime> times)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (times.Count == 0 || values.Length != size * times.Count)
            throw new ArgumentException($"{values.Length} values are not {times.Count} segments of {size} values each.", nameof(values));
        _values = values;
        Size = size;
        Times = times;
    }

    /// <summary>Number of segments.</summary>
    public int Count => Times.Count;

    /// <summary>Number of values of one embedding.</summary>
    public int Size { get; }

    /// <summary>Start and end of each segment.</summary>
    public IReadOnlyList<SegmentTime> Times { get; }

    /// <summary>All values, row-major [segments × size].</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>The embedding of one segment.</summary>
    public ReadOnlySpan<float> this[int segment] => _values.AsSpan(segment * Size, Size);

    /// <summary>The track's embedding: the mean over its segments.</summary>
    public float[] Mean() => Common.Mean.Of(Count, Size, s => this[s]);
}
