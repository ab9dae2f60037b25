using System.Buffers;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// A segment of sound, in memory that is lent by the shared pool: half a minute of segments would otherwise be megabytes of large objects a
/// file, and collecting them cost a quarter of a classification.
/// </summary>
/// <param name="Start">The first sample's place in the track, in samples.</param>
/// <param name="Lent">The memory; it is the window's from now on.</param>
/// <param name="Length">How many samples it holds.</param>
internal sealed record AudioWindow(long Start, IMemoryOwner<float> Lent, int Length)
{
    /// <summary>Gets the mono samples.</summary>
    /// <exception cref="ObjectDisposedException">The window was released.</exception>
    public ReadOnlyMemory<float> Samples => Lent.Memory[..Length];

    /// <summary>Borrows memory of at least so many samples.</summary>
    public static IMemoryOwner<float> Lend(int samples) => MemoryPool<float>.Shared.Rent(samples);

    /// <summary>
    /// Gives the memory back; the samples must not be in use any more. A window that is never released is collected like any object.
    /// </summary>
    public void Release() => Lent.Dispose();
}
