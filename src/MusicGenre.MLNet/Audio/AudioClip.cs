namespace MusicGenre.MLNet.Audio;

/// <summary>A piece of sound in memory: mono samples and their sample rate.</summary>
public sealed class AudioClip
{
    /// <summary>Wraps samples that are already in memory; the array is not copied.</summary>
    /// <param name="samples">Mono samples, full scale is −1…1.</param>
    /// <param name="sampleRate">Sample rate in hertz.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample rate is not positive.</exception>
    public AudioClip(ReadOnlyMemory<float> samples, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        Samples = samples;
        SampleRate = sampleRate;
    }

    /// <summary>Mono samples, full scale is −1…1.</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Sample rate in hertz.</summary>
    public int SampleRate { get; }

    /// <summary>The clip's length in time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);
}
