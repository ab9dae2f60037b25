using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Worker.Working;

/// <summary>The tracks between scanning and classifying: at most so many, and each once.</summary>
internal sealed class TrackQueue(IOptions<WorkerOptions> options)
{
    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(options.Value.QueueLength);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Gets how many tracks wait or are at work.</summary>
    public int Count => _known.Count;

    /// <summary>Gets the tracks as they come, until <see cref="Close"/>.</summary>
    public IAsyncEnumerable<string> ReadAllAsync() => _waiting.Reader.ReadAllAsync();

    /// <summary>Adds a track unless it is there; waits while the queue is full.</summary>
    public async ValueTask AddAsync(string path, CancellationToken cancellationToken)
    {
        if (_known.TryAdd(path, true))
            await _waiting.Writer.WriteAsync(path, cancellationToken);
    }

    /// <summary>Lets a track be added again.</summary>
    public void Finished(string path) => _known.TryRemove(path, out _);

    /// <summary>Takes no more tracks, and drops those that wait: they are found again at the next start.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out _))
        {
            // Dropped.
        }
    }
}
