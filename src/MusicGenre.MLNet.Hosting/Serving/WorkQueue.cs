using System.Diagnostics;

namespace MusicGenre.MLNet.Hosting.Serving;

/// <summary>
/// Lets a few calls work at once, some more wait, and refuses the rest. A call takes a place when it comes, and a turn when it has all that
/// it works on: a caller that sends its song slowly holds up no other, and takes no core.
/// </summary>
internal sealed class WorkQueue(MusicGenreClassifierOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.MaxConcurrency, options.MaxConcurrency);
    private readonly long _places = (long)options.MaxConcurrency + options.MaxQueue;
    private long _taken;
    private long _working;
    private double _usualSeconds = 1;

    /// <summary>Gets how many calls wait for their turn, or for what they work on.</summary>
    public long Length => Math.Max(0, Interlocked.Read(ref _taken) - Interlocked.Read(ref _working));

    /// <summary>Takes a place.</summary>
    /// <exception cref="ClassifierBusyException">All are taken.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _taken) <= _places)
            return new Place(this);
        Interlocked.Decrement(ref _taken);
        throw new ClassifierBusyException(
            $"{options.MaxConcurrency:N0} predictions are at work and {options.MaxQueue:N0} wait, the most that may. Try again later, or raise "
            + $"{nameof(MusicGenreClassifierOptions.MaxQueue)}.", RetryAfter());
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async ValueTask<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (!await _turns.WaitAsync(options.MaxWait, cancellationToken).ConfigureAwait(false))
            throw new ClassifierBusyException(
                $"The prediction waited for {options.MaxWait.TotalSeconds:0.#} s without its turn. Try again later, or raise "
                + $"{nameof(MusicGenreClassifierOptions.MaxWait)}.", RetryAfter());
        Interlocked.Increment(ref _working);
        return new Turn(this, Stopwatch.GetTimestamp());
    }

    private void EndTurn(long start)
    {
        // The mean of about the last ten; a lost update of two threads does not matter.
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Volatile.Write(ref _usualSeconds, 0.9 * Volatile.Read(ref _usualSeconds) + 0.1 * seconds);
        Interlocked.Decrement(ref _working);
        _turns.Release();
    }

    // When those that are there now will be done.
    private TimeSpan RetryAfter()
    {
        double seconds = Volatile.Read(ref _usualSeconds) * _places / options.MaxConcurrency;
        return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(seconds), 1, 600));
    }

    /// <summary>A place in the queue; to be disposed once.</summary>
    internal readonly struct Place(WorkQueue queue) : IDisposable
    {
        /// <summary>Waits for the turn.</summary>
        /// <exception cref="ClassifierBusyException">It waited too long.</exception>
        /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
        public ValueTask<Turn> TakeTurnAsync(CancellationToken cancellationToken) => queue.TakeTurnAsync(cancellationToken);

        /// <summary>Leaves the queue.</summary>
        public void Dispose() => Interlocked.Decrement(ref queue._taken);
    }

    /// <summary>The turn of a call; to be disposed once, before its place.</summary>
    internal readonly struct Turn(WorkQueue queue, long start) : IDisposable
    {
        /// <summary>Lets the next one in.</summary>
        public void Dispose() => queue.EndTurn(start);
    }
}
