using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Pcm;
using NAudio.Wave;

namespace MusicGenre.MLNet.Audio;

/// <summary>What a sample provider of NAudio gives, averaged to one channel and checked to be numbers.</summary>
/// <param name="provider">The provider, from where it stands.</param>
/// <param name="length">How many samples of one channel there are, if that is known.</param>
/// <param name="owned">What is disposed with this; null leaves everything open.</param>
/// <param name="source">Where the sound comes from, for error messages.</param>
internal sealed class SampleProviderStream(ISampleProvider provider, long? length, IDisposable? owned, AudioSource source) : AudioStream
{
    private const int BlockFrames = 4096;

    // Of thousands of channels, which only damaged headers have, fewer frames at once.
    private const int MostBlockValues = 1 << 16;

    // Of fewer frames it cannot be told whether the channels are opposite; then it is as it was before.
    private const int FewFrames = 1024;

    private readonly int _channels = provider.WaveFormat.Channels;
    private readonly int _blockFrames = FramesAtOnce(provider.WaveFormat.Channels);
    private readonly float[] _block = new float[FramesAtOnce(provider.WaveFormat.Channels) * provider.WaveFormat.Channels];
    private float[] _mono = [];
    private int _partial, _taken, _held;
    private long _position, _read;
    private bool _areOpposite;
    private bool _disposed;

    public override int SampleRate { get; } = provider.WaveFormat.SampleRate;

    public override long? Length => length;

    public override long Position => _position;

    /// <summary>
    /// Whether whole blocks are read, more than is asked for, so that it does not matter in what portions they are: where nobody else reads
    /// from the provider.
    /// </summary>
    public bool ReadsAhead { get; init; }

    public override int Read(Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int filled = 0;
        while (filled < destination.Length)
        {
            int frames = ReadsAhead ? TakeFromBlock(destination[filled..])
                : ReadFrames(destination.Slice(filled, Math.Min(_blockFrames, destination.Length - filled)));
            if (frames < 0)
                break;
            filled += frames;
            _position += frames;
        }
        return filled;
    }

    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var dropped = new float[(int)Math.Min(count, BlockFrames)];
        long skipped = 0;
        for (int read = 1; read > 0 && skipped < count; skipped += read)
            read = Read(dropped.AsSpan(0, (int)Math.Min(dropped.Length, count - skipped)));
        return skipped;
    }

    internal override AudioFormatException TooLong() => source.TooLong();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
            owned?.Dispose();
        _disposed = true;
    }

    private static int FramesAtOnce(int channels) => Math.Clamp(MostBlockValues / Math.Max(1, channels), 1, BlockFrames);

    private int TakeFromBlock(Span<float> destination)
    {
        if (_taken == _held)
        {
            _mono = _mono.Length > 0 ? _mono : new float[_blockFrames];
            _taken = 0;
            _held = Math.Max(0, ReadFrames(_mono));
        }
        int frames = Math.Min(destination.Length, _held - _taken);
        _mono.AsSpan(_taken, frames).CopyTo(destination);
        _taken += frames;
        return frames > 0 ? frames : -1;
    }

    /// <summary>Reads frames and mixes them.</summary>
    /// <returns>How many, perhaps none yet; −1 at the end.</returns>
    private int ReadFrames(Span<float> mono)
    {
        int wanted = mono.Length * _channels, values = _partial;
        bool ended;
        do
        {
            source.Cancellation.ThrowIfCancellationRequested();
            int read = provider.Read(_block.AsSpan(values, wanted - values));
            ended = read == 0;
            values += read;
        }
        while (ReadsAhead && !ended && values < wanted);
        // A provider may give a part of a frame; the rest of it comes next.
        int frames = values / _channels;
        mono = mono[..frames];
        Mix(_block.AsSpan(0, frames * _channels), mono);
        _partial = values - frames * _channels;
        _block.AsSpan(frames * _channels, _partial).CopyTo(_block);
        if (PcmDecoder.IndexOfNonFinite(mono) is var bad and >= 0)
            throw source.NotFinite(mono[bad], _read + bad, SampleRate);
        _read += frames;
        return ended && frames == 0 ? -1 : frames;
    }

    private void Mix(ReadOnlySpan<float> interleaved, Span<float> mono)
    {
        if (ReadsAhead || mono.Length >= FewFrames)
            _areOpposite = PcmDecoder.MixBlock(interleaved, _channels, mono);
        else if (_areOpposite)
            PcmDecoder.TakeFirst(interleaved, _channels, mono);
        else
            PcmDecoder.Mix(interleaved, _channels, mono);
    }
}
