using System.Collections.Concurrent;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Makes the batches of one epoch in the background, several at once on as many cores as there are, ahead of the trainer but never more than
/// <see cref="Ahead"/> of them, so that memory stays bounded. Disposing it stops the work within one batch of each core.
/// </summary>
internal sealed class BatchProducer : IDisposable
{
    /// <summary>Batches that may be made or wait for the trainer.</summary>
    public const int Ahead = 4;

    private readonly BlockingCollection<Task<TrainingBatch>> _queue = new(Ahead);
    private readonly CancellationTokenSource _stop;
    private readonly Task _work;
    private int _made;
    private int _underWay;

    public BatchProducer(BatchMaker maker, int epoch, IReadOnlyList<int[]> plan, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        CancellationToken stop = _stop.Token;
        _work = Task.Factory.StartNew(
            () => Produce(maker, epoch, plan, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Batches made so far.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>Whether no batch is being made and none will be.</summary>
    public bool HasEnded => _work.IsCompleted && Volatile.Read(ref _underWay) == 0;

    /// <summary>The batches, in order. Ends with the epoch; throws what the background threw.</summary>
    public IEnumerable<TrainingBatch> Batches()
    {
        foreach (Task<TrainingBatch> batch in _queue.GetConsumingEnumerable(_stop.Token))
            yield return batch.GetAwaiter().GetResult();
        _work.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        // Whatever the background threw has been seen through Batches, or nobody asked for it; here it must only have ended.
        WaitFor(_work);
        foreach (Task<TrainingBatch> batch in _queue)
            WaitFor(batch);
        _stop.Dispose();
        _queue.Dispose();
    }

    private void Produce(BatchMaker maker, int epoch, IReadOnlyList<int[]> plan, CancellationToken stop)
    {
        Task<TrainingBatch>? last = null;
        try
        {
            for (int i = 0; i < plan.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                int index = i;
                last = Task.Run(() => Make(maker, epoch, index, plan[index]), stop);
                // Waits while as many as are allowed are under way or done: a batch depends on nothing but its place.
                _queue.Add(last, stop);
            }
        }
        catch (OperationCanceledException) when (last is not null)
        {
            // The one that found no place in the queue must have ended too.
            WaitFor(last);
            throw;
        }
        finally
        {
            _queue.CompleteAdding();
        }
    }

    private TrainingBatch Make(BatchMaker maker, int epoch, int index, int[] examples)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            TrainingBatch batch = maker.Make(epoch, index, examples);
            Interlocked.Increment(ref _made);
            return batch;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    // Waits without throwing what the task threw.
    private static void WaitFor(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
}
