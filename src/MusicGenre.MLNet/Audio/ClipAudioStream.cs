namespace MusicGenre.MLNet.Audio;

/// <summary>A clip in memory, read as a stream.</summary>
/// <param name="clip">The clip.</param>
/// <param name="range">Its lowest and highest sample, before any resampling; null if it was not resampled.</param>
internal sealed class ClipAudioStream(AudioClip clip, (float Low, float High)? range = null) : AudioStream
{
    private int _position;

    public override int SampleRate => clip.SampleRate;

    public override long? Length => clip.Samples.Length;

    public override long Position => _position;

    public override int Read(Span<float> destination)
    {
        ReadOnlySpan<float> rest = clip.Samples.Span[_position..];
        int count = Math.Min(rest.Length, destination.Length);
        rest[..count].CopyTo(destination);
        _position += count;
        return count;
    }

    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int skipped = (int)Math.Min(count, clip.Samples.Length - _position);
        _position += skipped;
        return skipped;
    }

    internal override (float Low, float High)? RangeOfFile => clip.Samples.IsEmpty ? null : range;

    internal override AudioFormatException TooLong() => new("it is too long for one clip in memory. Cut it into parts (Slice).");

    protected override void Dispose(bool disposing)
    {
    }
}
