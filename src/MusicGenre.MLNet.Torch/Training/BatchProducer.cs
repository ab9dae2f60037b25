using System.Collections.Concurrent;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Makes the batches of one epoch on a background thread, ahead of the trainer but never more than <see cref="Ahead"/> of them, so that memory
/// stays bounded. Disposing it stops the thread within one batch.
/// </summary>
internal sealed class BatchProducer : IDisposable
{
    /// <summary>Batches that may wait for the trainer.</summary>
    public const int Ahead = 4;

    private readonly BlockingCollection<TrainingBatch> _queue = new(Ahead);
    private readonly CancellationTokenSource _stop;
    private readonly Task _work;
    private int _made;

    public BatchProducer(BatchMaker maker, int epoch, IReadOnlyList<int[]> plan, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        CancellationToken stop = _stop.Token;
        _work = Task.Factory.StartNew(
            () => Produce(maker, epoch, plan, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Batches made so far.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>The batches, in order. Ends with the epoch; throws what the background thread threw.</summary>
    public IEnumerable<TrainingBatch> Batches()
    {
        foreach (TrainingBatch batch in _queue.GetConsumingEnumerable(_stop.Token))
            yield return batch;
        _work.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        // Whatever the thread threw has been seen through Batches, or nobody asked for it; here it must only have ended.
        ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
        _stop.Dispose();
        _queue.Dispose();
    }

    private void Produce(BatchMaker maker, int epoch, IReadOnlyList<int[]> plan, CancellationToken stop)
    {
        try
        {
            for (int i = 0; i < plan.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                TrainingBatch batch = maker.Make(epoch, i, plan[i]);
                Interlocked.Increment(ref _made);
                _queue.Add(batch, stop);
            }
        }
        finally
        {
            _queue.CompleteAdding();
        }
    }
}
