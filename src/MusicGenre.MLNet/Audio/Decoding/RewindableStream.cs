namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>
/// A stream whose beginning can be read again, also where the stream beneath cannot seek: then what is read is kept until
/// <see cref="StopRecording"/>. Positions count from where the stream beneath stood.
/// </summary>
internal sealed class RewindableStream : Stream
{
    private const int RecordingLimit = 1 << 30;

    private readonly Stream _inner;
    private readonly bool _leaveOpen;
    private readonly AudioSource _source;
    private readonly long _origin;
    private MemoryStream? _record;
    private bool _recording;
    private long _position;

    public RewindableStream(Stream inner, bool leaveOpen, AudioSource source)
    {
        _inner = inner;
        _leaveOpen = leaveOpen;
        _source = source;
        if (inner.CanSeek)
            _origin = inner.Position;
        else
            _record = new MemoryStream();
        _recording = !inner.CanSeek;
    }

    public override bool CanRead => true;

    /// <summary>Whether <see cref="SeekTo"/> can go anywhere at any time.</summary>
    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _inner.Length - _origin;

    public override long Position
    {
        get => _position;
        set => SeekTo(value);
    }

    /// <summary>Goes to a position: any, if the stream beneath can seek; otherwise one that was recorded, or forward by reading.</summary>
    public void SeekTo(long position)
    {
        if (_inner.CanSeek)
        {
            // A damaged header may point far beyond the end, where some streams cannot go.
            _position = Math.Min(position, Length);
            _inner.Position = _origin + _position;
            return;
        }
        if (position < _position)
        {
            if (_record is null || !_recording)
                throw new NotSupportedException("The beginning of this stream is no longer kept.");
            _position = position;
            return;
        }
        Span<byte> dropped = stackalloc byte[4096];
        while (_position < position)
            if (Read(dropped[..(int)Math.Min(dropped.Length, position - _position)]) == 0)
                return;
    }

    /// <summary>From now on nothing more is kept; what was is given back as it is read.</summary>
    public void StopRecording() => _recording = false;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        _source.Cancellation.ThrowIfCancellationRequested();
        int count = Replay(buffer);
        if (count > 0 || buffer.IsEmpty)
            return count;
        count = _inner.Read(buffer);
        Keep(buffer[..count]);
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Replay(buffer.Span);
        if (count > 0 || buffer.IsEmpty)
            return count;
        count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Keep(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        SeekTo(origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        });
        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_leaveOpen)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private int Replay(Span<byte> buffer)
    {
        if (_record is null || _position >= _record.Length)
            return 0;
        _record.Position = _position;
        int count = _record.Read(buffer);
        _position += count;
        if (!_recording && _position == _record.Length)
            _record = null;
        return count;
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        _position += read.Length;
        if (!_recording || read.IsEmpty)
            return;
        if (_position > RecordingLimit)
            throw _source.Bad("its header lies behind more than 1 GiB of other data, and the stream cannot seek. Save it to a file and open that.");
        _record!.Position = _record.Length;
        _record.Write(read);
    }
}
