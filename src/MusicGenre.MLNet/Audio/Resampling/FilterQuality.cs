namespace MusicGenre.MLNet.Audio.Resampling;

/// <summary>How good a resampler's filter is; its length, and so the time it takes, follows.</summary>
/// <param name="StopBandDecibels">How far everything above the lower Nyquist frequency is damped.</param>
/// <param name="PassBand">Up to what part of the lower Nyquist frequency nothing is damped.</param>
internal readonly record struct FilterQuality(double StopBandDecibels, double PassBand)
{
    /// <summary>For sound that is looked at: better than 16 bits.</summary>
    public static FilterQuality Full { get; } = new(100, 0.9);

    /// <summary>For sound that is altered on purpose: a third of the time.</summary>
    public static FilterQuality Light { get; } = new(65, 0.8);
}
