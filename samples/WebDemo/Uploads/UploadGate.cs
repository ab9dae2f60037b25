using Microsoft.Extensions.Options;
using WebDemo.Serving;

namespace WebDemo.Uploads;

/// <summary>Bounds how many uploads are in memory at once. Slow clients hold a place here, never one at work.</summary>
internal sealed class UploadGate(IOptions<DemoOptions> options)
{
    private int _inside;

    /// <summary>Takes a place until it is disposed.</summary>
    /// <exception cref="ApiProblem">All places are taken.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _inside) <= options.Value.MaxUploads)
            return new Place(this);
        Interlocked.Decrement(ref _inside);
        throw ApiProblem.Busy("busy", "The server takes in as many files as it can hold. Try again in a moment.", 2);
    }

    /// <summary>A place in the gate.</summary>
    internal readonly struct Place(UploadGate gate) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Interlocked.Decrement(ref gate._inside);
    }
}
