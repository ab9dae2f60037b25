using System.Buffers;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// A segment of sound, in memory that is lent by the shared pool: half a minute of segments would otherwise be megabytes of large objects a
/// file, and collecting them cost a quarter of a classification.
/// </summary>
internal sealed class AudioWindow
{
    private readonly int _length;
    private float[]? _lent;

    private AudioWindow(long start, float[] lent, int length) => (Start, _lent, _length) = (start, lent, length);

    /// <summary>The first sample's place in the track, in samples.</summary>
    public long Start { get; }

    /// <summary>Mono samples.</summary>
    /// <exception cref="ObjectDisposedException">The window was released.</exception>
    public ReadOnlyMemory<float> Samples => _lent is { } lent ? lent.AsMemory(0, _length) : throw new ObjectDisposedException(nameof(AudioWindow));

    /// <summary>Memory for a window, of at least so many samples, to be filled and given to <see cref="Take"/>.</summary>
    public static float[] Lend(int samples) => ArrayPool<float>.Shared.Rent(samples);

    /// <summary>Makes a window of memory that was lent; it is the window's from now on.</summary>
    /// <param name="start">The first sample's place in the track, in samples.</param>
    /// <param name="lent">Filled memory, from <see cref="Lend"/>.</param>
    /// <param name="length">How many samples were filled.</param>
    public static AudioWindow Take(long start, float[] lent, int length) => new(start, lent, length);

    /// <summary>Gives back memory that became no window.</summary>
    public static void Return(float[] lent) => ArrayPool<float>.Shared.Return(lent);

    /// <summary>Gives the memory back; the samples must not be in use any more. A window that is never released is collected like any object.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _lent, null) is { } lent)
            Return(lent);
    }
}
