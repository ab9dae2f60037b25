using NAudio.Wave;

namespace MusicGenre.MLNet.Audio;

/// <summary>A clip for NAudio.</summary>
internal sealed class ClipSampleProvider(AudioClip clip) : ISampleProvider
{
    private int _position;

    public WaveFormat WaveFormat { get; } = WaveFormat.CreateIeeeFloatWaveFormat(clip.SampleRate, channels: 1);

    public int Read(Span<float> buffer)
    {
        int count = Math.Min(buffer.Length, clip.Samples.Length - _position);
        clip.Samples.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
