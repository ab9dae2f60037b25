namespace MusicGenre.MLNet.Common;

/// <summary>
/// The life of something that many threads use and one disposes: counts the calls at work on it, refuses new ones once it is closed, and
/// frees it when the last is over. Nothing ever waits.
/// </summary>
/// <param name="owner">What is used; those who are refused are told the name of its type.</param>
/// <param name="free">Frees it; runs once, on the thread that closes, or on the one whose lease ends last after that.</param>
internal sealed class SharedLifetime(object owner, Action free)
{
    private const int Closed = int.MinValue;

    // The number of leases, and the sign bit once it is closed. No lease begins after that, so that the bit by itself is reached once.
    private int _state;

    /// <summary>Begins to use it, until the lease is disposed; that may be on another thread.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public Lease Enter()
    {
        ObjectDisposedException.ThrowIf(!TryEnter(out Lease lease), owner);
        return lease;
    }

    /// <summary>Begins to use it unless it was closed, until the lease is disposed; that may be on another thread.</summary>
    public bool TryEnter(out Lease lease)
    {
        lease = new Lease(this);
        int state = Volatile.Read(ref _state);
        while (state >= 0)
        {
            int found = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (found == state)
                return true;
            state = found;
        }
        return false;
    }

    /// <summary>For those who do not use it yet, but would have to later.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _state) < 0, owner);

    /// <summary>Gives no more leases, and frees it when there are none. A second call does nothing.</summary>
    public void Close()
    {
        if (Interlocked.Or(ref _state, Closed) == 0)
            free();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _state) == Closed)
            free();
    }

    /// <summary>Keeps it from being freed; to be disposed once. A structure, which costs no memory on the way to an answer.</summary>
    internal readonly struct Lease : IDisposable
    {
        private readonly SharedLifetime _lifetime;

        internal Lease(SharedLifetime lifetime) => _lifetime = lifetime;

        /// <summary>Ends the use.</summary>
        public void Dispose() => _lifetime.Leave();
    }
}
