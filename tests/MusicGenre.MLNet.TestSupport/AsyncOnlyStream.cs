namespace MusicGenre.MLNet.TestSupport;

/// <summary>A stream like the body of a request in ASP.NET: it cannot seek, and reading without await throws.</summary>
/// <param name="content">What it gives.</param>
/// <param name="largestRead">The most bytes that one read gives.</param>
public sealed class AsyncOnlyStream(byte[] content, int largestRead = 1000) : Stream
{
    private int _position;

    /// <summary>Gets or sets what happens before each read, e.g. the sender waits.</summary>
    public Func<CancellationToken, Task>? BeforeRead { get; init; }

    /// <summary>Whether somebody closed the stream, which is not his.</summary>
    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        if (BeforeRead is not null)
            await BeforeRead(cancellationToken);
        int count = Math.Min(Math.Min(largestRead, buffer.Length), content.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
        => throw new InvalidOperationException("Synchronous operations are disallowed. Call ReadAsync.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
