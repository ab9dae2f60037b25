using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Audio.Pcm;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>
/// What a decoder in process gives, averaged to one channel. Where the decoder is not certain, ffmpeg goes on from the same sample if it is
/// installed; if not, what the decoder makes of it is taken, unless too much of it is damaged.
/// </summary>
internal sealed class DecodedAudioStream(IBlockDecoder decoder, RewindableInput input, AudioSource source) : AudioStream
{
    /// <summary>How far no music goes beyond full scale, so that it is what damage sounds like.</summary>
    public const float Burst = 8;

    // One damaged block among this many is bearable; the first ones are given away.
    private const int BearableOneIn = 10, BearableAnyway = 20;

    private float[] _mono = [];
    private int _taken;
    private int _held;
    private long _blocks;
    private int _bursts;
    private bool _alone;
    private bool _disposed;
    private PcmAudioStream? _ffmpeg;

    public override int SampleRate => decoder.SampleRate;

    public override long? Length => null;

    public override long Position => _position;

    private long _position;

    public override int Read(Span<float> destination)
    {
        int filled = 0;
        while (filled < destination.Length && Fill())
        {
            int count = Math.Min(_held - _taken, destination.Length - filled);
            _mono.AsSpan(_taken, count).CopyTo(destination[filled..]);
            Advance(count);
            filled += count;
        }
        return filled;
    }

    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long skipped = 0;
        while (skipped < count && Fill())
        {
            int step = (int)Math.Min(_held - _taken, count - skipped);
            Advance(step);
            skipped += step;
        }
        return skipped;
    }

    internal override AudioFormatException TooLong() => source.TooLong();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _ffmpeg?.Dispose();
            input.Dispose();
        }
        _disposed = true;
    }

    private void Advance(int count)
    {
        _taken += count;
        _position += count;
    }

    /// <summary>Makes sure that there are samples; false at the end.</summary>
    private bool Fill()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_taken < _held)
            return true;
        source.Cancellation.ThrowIfCancellationRequested();
        (_taken, _held) = (0, 0);
        if (_ffmpeg is null)
        {
            Span<float> block = decoder.Next();
            SilenceBursts(block);
            if (decoder.Doubts + decoder.Damages + _bursts == 0 || !GoOnWithFfmpeg())
            {
                Bear();
                Mix(block);
                if (block.IsEmpty && _position == 0)
                    throw source.NoSamples();
                return _held > 0;
            }
        }
        _mono = _mono.Length > 0 ? _mono : new float[4096];
        _held = _ffmpeg!.Read(_mono);
        SilenceBursts(_mono.AsSpan(0, _held));
        return _held > 0;
    }

    private void SilenceBursts(Span<float> block)
    {
        // Not a number is no smaller than anything.
        if (block.IsEmpty || PeakLevel.Of(block) <= Burst)
            return;
        _bursts++;
        block.Clear();
    }

    private void Mix(Span<float> block)
    {
        _held = block.Length / decoder.Channels;
        if (_mono.Length < _held)
            _mono = new float[_held];
        if (decoder.Channels == 1)
            block.CopyTo(_mono);
        else
            PcmDecoder.MixBlock(block, decoder.Channels, _mono.AsSpan(0, _held));
    }

    private bool GoOnWithFfmpeg()
    {
        if (_alone || source.FindFfmpeg() is null || !input.CanRewind)
        {
            _alone = true;
            return false;
        }
        bool again = source.Stream is null && input.CanSeek;
        _ffmpeg = FfmpegDecoder.Open(source, again ? null : input);
        if (again)
            input.Dispose();
        if (_ffmpeg.SampleRate != SampleRate)
            throw source.Bad($"it is damaged: it begins with {SampleRate} Hz and goes on with {_ffmpeg.SampleRate} Hz. Get the file again, or remove it.");
        _ffmpeg.Skip(_position);
        return true;
    }

    private void Bear()
    {
        _blocks++;
        if (decoder.Damages + _bursts > BearableAnyway + _blocks / BearableOneIn)
            throw source.Bad("it is damaged in many places. Get the file again, or remove it.");
    }
}
