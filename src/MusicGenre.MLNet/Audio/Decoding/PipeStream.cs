using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>
/// A pipe, read from front to end. Whoever writes to it may take any time, or write nothing at all: the wait ends with the token.
/// </summary>
internal sealed partial class PipeStream : Stream
{
    private const short Readable = 1;
    private const int Slice = 50;

    private readonly FileStream _file;
    private readonly CancellationToken _cancellation;

    /// <param name="file">The open pipe, closed with this.</param>
    /// <param name="cancellation">Ends a wait.</param>
    public PipeStream(FileStream file, CancellationToken cancellation) => (_file, _cancellation) = (file, cancellation);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Wait();
        return _file.Read(buffer);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    // Until there are bytes, or the last writer is gone, or the token is cancelled.
    private void Wait()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (OperatingSystem.IsWindows())
            return;
        var asked = new Question { File = (int)_file.SafeFileHandle.DangerousGetHandle(), Events = Readable };
        while (Poll(ref asked, 1, Slice) == 0)
            _cancellation.ThrowIfCancellationRequested();
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Question questions, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Question
    {
        public int File;
        public short Events;
        public short Answers;
    }
}
