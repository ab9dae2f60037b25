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

    private readonly int _channels = provider.WaveFormat.Channels;
    private readonly int _blockFrames = FramesAtOnce(provider.WaveFormat.Channels);
    private readonly float[] _block = new float[FramesAtOnce(provider.WaveFormat.Channels) * provider.WaveFormat.Channels];
    private int _partial;
    private long _position;
    private bool _disposed;

    public override int SampleRate { get; } = provider.WaveFormat.SampleRate;

    public override long? Length => length;

    public override long Position => _position;

    public override int Read(Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int filled = 0;
        while (filled < destination.Length)
        {
            source.Cancellation.ThrowIfCancellationRequested();
            int wanted = Math.Min(_blockFrames, destination.Length - filled) * _channels - _partial;
            int read = provider.Read(_block.AsSpan(_partial, wanted));
            if (read == 0)
                break;
            // A provider may give a part of a frame; the rest of it comes next.
            int values = _partial + read;
            int frames = values / _channels;
            Span<float> mono = destination.Slice(filled, frames);
            PcmDecoder.Mix(_block.AsSpan(0, frames * _channels), _channels, mono);
            _partial = values - frames * _channels;
            _block.AsSpan(frames * _channels, _partial).CopyTo(_block);
            if (PcmDecoder.IndexOfNonFinite(mono) is var bad and >= 0)
                throw source.NotFinite(mono[bad], _position + bad, SampleRate);
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

    private static int FramesAtOnce(int channels) => Math.Clamp(MostBlockValues / Math.Max(1, channels), 1, BlockFrames);

    internal override AudioFormatException TooLong() => source.TooLong();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
            owned?.Dispose();
        _disposed = true;
    }
}
