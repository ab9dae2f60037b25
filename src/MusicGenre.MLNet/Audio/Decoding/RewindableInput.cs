namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>
/// The bytes of a file or stream. Its beginning can be read again, even if the stream cannot seek: then what is read is kept until
/// <see cref="StopRecording"/>. Positions count from where the stream stood.
/// </summary>
internal sealed class RewindableInput : IDisposable
{
    private const int RecordingLimit = 1 << 30;
    private const int RewindLimit = 1 << 26;

    private readonly Stream _stream;
    private readonly AudioSource _source;
    private readonly IDisposable? _owned;
    private readonly Action<long>? _atEnd;
    private readonly long _origin;
    private MemoryStream? _record;
    private bool _recording;
    private bool _recordsForRewind;

    /// <param name="stream">The stream, from its current position.</param>
    /// <param name="source">Where the stream comes from: its cancellation is observed, its start given back first.</param>
    /// <param name="owned">What is disposed with this; null leaves the stream open.</param>
    /// <param name="atEnd">Called at the end of the stream with the number of bytes that were read.</param>
    public RewindableInput(Stream stream, AudioSource source, IDisposable? owned, Action<long>? atEnd = null)
    {
        (_stream, _source, _owned, _atEnd) = (stream, source, owned, atEnd);
        _recording = !stream.CanSeek;
        if (stream.CanSeek)
        {
            _origin = stream.Position;
            return;
        }
        _record = new MemoryStream();
        _record.Write(source.Start.Span);
    }

    /// <summary>Whether <see cref="SeekTo"/> can go anywhere at any time.</summary>
    public bool CanSeek => _stream.CanSeek;

    /// <summary>The number of bytes, if the stream can seek.</summary>
    public long Length => _stream.Length - _origin;

    public long Position { get; private set; }

    /// <summary>Whether the beginning can be read again.</summary>
    public bool CanRewind => CanSeek || _recording;

    /// <summary>Goes to a position: any, if the stream can seek; otherwise one that was recorded, or forward by reading.</summary>
    public void SeekTo(long position)
    {
        if (_stream.CanSeek)
        {
            // A damaged header may point far beyond the end, where some streams cannot go.
            Position = Math.Min(position, Length);
            _stream.Position = _origin + Position;
            return;
        }
        if (position < Position)
        {
            if (_record is null || !_recording)
                throw new NotSupportedException("The beginning of this stream is no longer kept.");
            Position = position;
            return;
        }
        Span<byte> dropped = stackalloc byte[4096];
        while (Position < position)
            if (Read(dropped[..(int)Math.Min(dropped.Length, position - Position)]) == 0)
                return;
    }

    /// <summary>From now on nothing more is kept; what was is given back as it is read.</summary>
    public void StopRecording() => _recording = false;

    /// <summary>From now on what is read is kept as long as it is no more than 64 MiB.</summary>
    public void RecordForRewind() => _recordsForRewind = true;

    /// <summary>Fills the buffer.</summary>
    /// <returns>The number of bytes; fewer than fit only at the end.</returns>
    public int Fill(Span<byte> buffer)
    {
        int filled = 0;
        for (int count = 1; count > 0 && filled < buffer.Length; filled += count)
            count = Read(buffer[filled..]);
        return filled;
    }

    public void Dispose() => _owned?.Dispose();

    private int Read(Span<byte> buffer)
    {
        _source.Cancellation.ThrowIfCancellationRequested();
        int count = Replay(buffer);
        if (count > 0)
            return count;
        count = _stream.Read(buffer);
        if (count == 0)
            _atEnd?.Invoke(Position);
        else
            Keep(buffer[..count]);
        return count;
    }

    private int Replay(Span<byte> buffer)
    {
        if (_record is null || Position >= _record.Length)
            return 0;
        _record.Position = Position;
        int count = _record.Read(buffer);
        Position += count;
        if (!_recording && Position == _record.Length)
            _record = null;
        return count;
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        Position += read.Length;
        if (_recordsForRewind && Position > RewindLimit)
            (_recording, _record) = (false, null);
        if (!_recording)
            return;
        if (Position > RecordingLimit)
            throw _source.Bad("its header lies behind more than 1 GiB of other data, and the stream cannot seek. Save it to a file and open that.");
        _record!.Position = _record.Length;
        _record.Write(read);
    }
}
