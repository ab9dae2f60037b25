using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using WebDemo.Serving;

namespace WebDemo.Listening;

/// <summary>Lets a few songs be worked on at once, a few more wait, and refuses the rest, so that memory and waiting stay bounded.</summary>
internal sealed class WorkGate(IOptions<DemoOptions> options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.MaxConcurrency,
        QueueLimit = options.Value.MaxQueue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly TimeSpan _maxTime = options.Value.MaxTime;

    /// <summary>Waits for a turn and does the work on another thread; both together within <see cref="DemoOptions.MaxTime"/>.</summary>
    /// <exception cref="ApiProblem">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or the client has gone.</exception>
    public async Task<T> Run<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(_maxTime);
        using RateLimitLease turn = await _limiter.AcquireAsync(1, late.Token);
        if (!turn.IsAcquired)
            throw ApiProblem.Busy("busy", "Too many songs are waiting for their turn. Try again in a moment.", 2);
        return await Task.Run(() => work(late.Token), late.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
