namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Makes things in the background, several at once, ahead of whoever takes them, but never so many that memory fills.</summary>
internal static class ReadAhead
{
    /// <summary>How many may be in the making or wait to be taken.</summary>
    public const int Most = 4;

    /// <summary>Makes things.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one from its place, counted from 0; called on several threads at once.</param>
    /// <param name="cancellationToken">Stops when those in the making are done.</param>
    /// <returns>The things in order. Throws what the background threw; nothing goes on there once the enumeration has ended or was
    /// abandoned.</returns>
    public static IEnumerable<T> Of<T>(int count, Func<int, T> make, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<T>>();
        try
        {
            for (int next = 0; next < count || underWay.Count > 0;)
            {
                for (; next < count && underWay.Count < Most; next++)
                {
                    int place = next;
                    underWay.Enqueue(Task.Run(() => make(place), stop.Token));
                }
                yield return underWay.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            stop.Cancel();
            foreach (Task<T> task in underWay)
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne(); // without throwing what nobody takes any more
        }
    }
}
