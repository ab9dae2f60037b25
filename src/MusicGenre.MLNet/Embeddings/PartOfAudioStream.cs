using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>The next samples of a stream as a stream, which ends where they do.</summary>
/// <param name="whole">The stream, at the first sample of the part; not owned.</param>
/// <param name="length">How many samples the part has, if there are so many.</param>
internal sealed class PartOfAudioStream(AudioStream whole, long length) : AudioStream
{
    public override int SampleRate => whole.SampleRate;

    public override long? Length => null;

    public override long Position => _position;

    private long _position;

    public override int Read(Span<float> destination)
    {
        int read = whole.Read(destination[..(int)Math.Min(destination.Length, length - _position)]);
        _position += read;
        return read;
    }

    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long skipped = whole.Skip(Math.Min(count, length - _position));
        _position += skipped;
        return skipped;
    }

    internal override AudioFormatException TooLong() => whole.TooLong();

    protected override void Dispose(bool disposing)
    {
    }
}
