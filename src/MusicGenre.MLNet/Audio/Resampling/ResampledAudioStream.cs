namespace MusicGenre.MLNet.Audio.Resampling;

/// <summary>Another stream at another sample rate; its samples are those of <see cref="Resampler.Resample"/> on the whole.</summary>
internal sealed class ResampledAudioStream : AudioStream
{
    private const int BlockSamples = 1 << 14;

    private readonly AudioStream _inner;
    private readonly Resampler _resampler;
    private readonly PolyphaseFilter _filter;

    // Input samples _start … _start + _count − 1 of the whole signal; silence before index 0 and after its end.
    private readonly float[] _buffer;
    private long _start;
    private int _count;
    private PolyphaseCursor _cursor;
    private long _position;
    private long? _total;
    private (float Low, float High) _range = (float.PositiveInfinity, float.NegativeInfinity);
    private bool _disposed;

    public ResampledAudioStream(AudioStream inner, int sampleRate, ResamplerCache resamplers)
    {
        _inner = inner;
        try
        {
            _resampler = resamplers.Get(inner.SampleRate, sampleRate);
        }
        catch
        {
            // The decoder belongs to this stream from here on; the error itself goes on.
            inner.Dispose();
            throw;
        }
        _filter = _resampler.Filter;
        _buffer = new float[BlockSamples + 4 * _filter.HalfTaps];
        _start = -_filter.HalfTaps;
        _count = _filter.HalfTaps;
        _total = inner.Length is { } length ? _resampler.OutputLength(length) : null;
    }

    public override int SampleRate => _resampler.OutputRate;

    public override long? Length => _inner.Length is { } length ? _resampler.OutputLength(length) : null;

    public override string? Warning => _inner.Warning;

    public override long Position => _position;

    public override int Read(Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int filled = 0;
        while (filled < destination.Length)
        {
            long left = _total - _position ?? long.MaxValue;
            int wanted = (int)Math.Min(left, destination.Length - filled);
            if (wanted == 0)
                break;
            int made = _filter.Run(_buffer.AsSpan(0, _count), _start, destination.Slice(filled, wanted), ref _cursor);
            filled += made;
            _position += made;
            if (made < wanted)
                Fill();
        }
        return filled;
    }

    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ObjectDisposedException.ThrowIf(_disposed, this);
        long skipped = Math.Min(count, _total - _position ?? long.MaxValue);
        PolyphaseCursor target = _filter.At(_position + skipped);
        long needed = target.Input - _filter.HalfTaps + 1;
        long held = _start + _count;
        if (needed > held)
        {
            // Nothing that is held is needed any more; what follows begins at the first sample that is.
            long jumped = _inner.Skip(needed - held);
            _start = held + jumped;
            _count = 0;
            if (held + jumped < needed)
                EndAt(_inner.Position);
            _start = needed;
        }
        // Where the end is not known, what follows the target tells whether the target lies beyond it.
        _cursor = target;
        while (_total is null && _start + _count <= target.Input + _filter.HalfTaps)
            Fill();
        if (_total is { } total)
            skipped = Math.Min(skipped, Math.Max(0, total - _position));
        _position += skipped;
        _cursor = _filter.At(_position);
        return skipped;
    }

    internal override (float Low, float High)? RangeOfFile => _range;

    internal override AudioFormatException TooLong() => _inner.TooLong();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        _disposed = true;
    }

    /// <summary>Drops the input that is no longer needed and reads more; at its end, silence.</summary>
    private void Fill()
    {
        long needed = _cursor.Input - _filter.HalfTaps + 1;
        int drop = (int)Math.Clamp(needed - _start, 0, _count);
        _buffer.AsSpan(drop, _count - drop).CopyTo(_buffer);
        _start += drop;
        _count -= drop;

        Span<float> free = _buffer.AsSpan(_count);
        int read = _inner.Read(free);
        if (read == 0)
        {
            EndAt(_inner.Position);
            free.Clear();
            read = free.Length;
        }
        else
        {
            (float low, float high) = PeakLevel.Range(free[..read]);
            _range = (MathF.Min(low, _range.Low), MathF.Max(high, _range.High));
        }
        _count += read;
    }

    private void EndAt(long inputLength) => _total ??= _resampler.OutputLength(inputLength);
}
