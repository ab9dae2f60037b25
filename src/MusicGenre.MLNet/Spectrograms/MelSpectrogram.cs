namespace MusicGenre.MLNet.Spectrograms;

/// <summary>A mel spectrogram: how much of each mel band there is in each frame of a clip.</summary>
public sealed class MelSpectrogram
{
    /// <summary>Wraps values that are already computed; the array is not copied.</summary>
    /// <param name="values">Row-major [mels × frames], the lowest band first.</param>
    /// <param name="mels">Number of mel bands.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="options">What the values were computed with.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no band or no frame.</exception>
    /// <exception cref="ArgumentException">The number of values is not mels × frames.</exception>
    public MelSpectrogram(float[] values, int mels, int frames, MelOptions options)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        if (values.Length != (long)mels * frames)
            throw new ArgumentException($"{mels} bands of {frames} frames are {(long)mels * frames} values, not {values.Length}.", nameof(values));
        Values = values;
        Mels = mels;
        Frames = frames;
        Options = options;
    }

    /// <summary>The values, row-major [mels × frames], the lowest band first; in the unit that <see cref="MelOptions.Compression"/> says.</summary>
    public float[] Values { get; }

    /// <summary>Number of mel bands.</summary>
    public int Mels { get; }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>What the values were computed with.</summary>
    public MelOptions Options { get; }

    /// <summary>Length of the spectrogram in time: frames × hop length / sample rate.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Frames * Options.HopLength / Options.SampleRate);

    /// <summary>One value.</summary>
    /// <param name="mel">Mel band, 0 is the lowest.</param>
    /// <param name="frame">Frame, 0 is the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band or frame.</exception>
    public float this[int mel, int frame]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)mel, (uint)Mels, nameof(mel));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)Frames, nameof(frame));
            return Values[mel * Frames + frame];
        }
    }

    /// <summary>All frames of one band, [frames].</summary>
    /// <param name="mel">Mel band, 0 is the lowest.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public ReadOnlySpan<float> Band(int mel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)mel, (uint)Mels, nameof(mel));
        return Values.AsSpan(mel * Frames, Frames);
    }
}
