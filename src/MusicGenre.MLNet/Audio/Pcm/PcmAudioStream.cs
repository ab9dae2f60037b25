using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Pcm;

/// <summary>Uncompressed samples from a stream, block by block, averaged to one channel and checked to be numbers.</summary>
internal sealed class PcmAudioStream : AudioStream
{
    private const int BlockBytes = 1 << 16;

    private readonly RewindableInput _input;
    private readonly PcmLayout _layout;
    private readonly PcmFormat _format;
    private readonly AudioSource _source;
    private readonly byte[] _bytes;
    private readonly float[] _interleaved;
    private readonly int _blockFrames;

    // Several channels are mixed in blocks that begin at multiples of their length, so that it does not matter in what portions they are
    // read.
    private readonly float[] _mixed;
    private long _mixedStart;
    private int _mixedCount;
    private long _position;
    private bool _ended;
    private bool _disposed;

    public PcmAudioStream(RewindableInput input, PcmLayout layout, AudioSource source)
    {
        _input = input;
        _layout = layout;
        _format = layout.Format;
        _source = source;
        _blockFrames = Math.Max(1, BlockBytes / _format.BytesPerFrame);
        _bytes = new byte[_blockFrames * _format.BytesPerFrame];
        _interleaved = _format.Channels == 1 ? [] : new float[_blockFrames * _format.Channels];
        _mixed = _format.Channels == 1 ? [] : new float[_blockFrames];
        if (layout.DataBytes is { } bytes && bytes < _format.BytesPerFrame)
            throw _source.NoSamples();
    }

    public override int SampleRate => _format.SampleRate;

    public override long? Length => _input.CanSeek ? PromisedFrames : null;

    public override string? Warning => _layout.Warning;

    public override long Position => _position;

    private long? PromisedFrames => _layout.DataBytes / _format.BytesPerFrame;

    public override int Read(Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int filled = 0;
        while (filled < destination.Length)
        {
            int frames = ReadBlock(destination[filled..]);
            if (frames == 0)
                break;
            filled += frames;
        }
        return filled;
    }

    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Length is { } length)
        {
            long skipped = Math.Min(count, length - _position);
            _position += skipped;
            if (_format.Channels > 1 && _position >= _mixedStart && _position < _mixedStart + _mixedCount)
                return skipped;
            _mixedStart = _format.Channels == 1 ? _position : _position - _position % _blockFrames;
            _mixedCount = 0;
            _input.SeekTo(_layout.DataStart + _mixedStart * _format.BytesPerFrame);
            return skipped;
        }
        var dropped = new float[(int)Math.Min(count, _blockFrames)];
        long done = 0;
        while (done < count)
        {
            int frames = ReadBlock(dropped.AsSpan(0, (int)Math.Min(dropped.Length, count - done)));
            if (frames == 0)
                break;
            done += frames;
        }
        return done;
    }

    internal override AudioFormatException TooLong() => _source.TooLong();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
            _input.Dispose();
        _disposed = true;
    }

    private int ReadBlock(Span<float> mono)
    {
        _source.Cancellation.ThrowIfCancellationRequested();
        if (_format.Channels == 1)
            return ReadFrames(mono, _position);
        if (_position >= _mixedStart + _mixedCount && !_ended)
        {
            _mixedStart += _mixedCount;
            _mixedCount = ReadFrames(_mixed, _mixedStart);
        }
        int first = (int)(_position - _mixedStart);
        int frames = Math.Clamp(_mixedCount - first, 0, mono.Length);
        if (frames == 0)
            return 0;
        _mixed.AsSpan(first, frames).CopyTo(mono);
        CheckNumbers(mono[..frames]);
        _position += frames;
        return frames;
    }

    /// <summary>Reads the next frames of the file, which begin at a position.</summary>
    private int ReadFrames(Span<float> mono, long start)
    {
        long left = PromisedFrames - start ?? long.MaxValue;
        int wanted = (int)Math.Min(left, Math.Min(mono.Length, _blockFrames));
        if (wanted == 0 || _ended)
            return 0;

        Span<byte> bytes = _bytes.AsSpan(0, wanted * _format.BytesPerFrame);
        int count = _input.Fill(bytes);
        int frames = count / _format.BytesPerFrame;
        if (frames < wanted)
            End(start + frames, start * _format.BytesPerFrame + count);
        mono = mono[..frames];
        Decode(bytes[..(frames * _format.BytesPerFrame)], mono);
        if (_format.Channels == 1)
        {
            CheckNumbers(mono);
            _position += frames;
        }
        return frames;
    }

    /// <summary>Checks the samples at the position; integers are always numbers.</summary>
    private void CheckNumbers(ReadOnlySpan<float> mono)
    {
        int bad = _format.Encoding is SampleEncoding.Float32 or SampleEncoding.Float64 ? PcmDecoder.IndexOfNonFinite(mono) : -1;
        if (bad >= 0)
            throw _source.NotFinite(mono[bad], _position + bad, SampleRate);
    }

    private void Decode(ReadOnlySpan<byte> bytes, Span<float> mono)
    {
        if (_format.Channels == 1)
        {
            PcmDecoder.Decode(bytes, _format.Encoding, _format.BigEndian, mono);
            return;
        }
        Span<float> interleaved = _interleaved.AsSpan(0, mono.Length * _format.Channels);
        PcmDecoder.Decode(bytes, _format.Encoding, _format.BigEndian, interleaved);
        PcmDecoder.MixBlock(interleaved, _format.Channels, mono);
    }

    /// <summary>The stream ended: that is right, or it is truncated, or there was never anything in it.</summary>
    private void End(long frames, long held)
    {
        _ended = true;
        if (_layout.DataBytes is { } promised && PcmLayout.IsTruncated(promised, held))
            throw PcmLayout.Truncated(_format, promised, held, _source);
        if (frames == 0)
            throw _source.NoSamples();
    }
}
