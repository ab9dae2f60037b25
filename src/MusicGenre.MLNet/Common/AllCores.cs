using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MusicGenre.MLNet.Common;

/// <summary>Shares work out among cores, one item at a time, since files and segments differ in length.</summary>
internal static class AllCores
{
    /// <summary>
    /// Does <paramref name="work"/> for 0…<paramref name="count"/> − 1; the first error stops it and is thrown as it is, not wrapped.
    /// </summary>
    public static void Run(int count, int maxDegreeOfParallelism, CancellationToken cancellationToken, Action<int> work)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering), options, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
