namespace MusicGenre.MLNet.Backbones;

/// <summary>How much of a track is used.</summary>
public sealed record SegmentOptions
{
    /// <summary>
    /// The most seconds of a track that are used, in segments that are evenly spread over it. The default value is 120 s.
    /// A track never has less than one segment.
    /// </summary>
    public double MaxSecondsPerTrack { get; init; } = 120;

    /// <summary>Tracks shorter than this many seconds are refused. The default value is 0.5 s.</summary>
    public double MinSeconds { get; init; } = 0.5;

    /// <summary>Tracks whose largest sample is below this level, in decibels relative to full scale, are refused as silent. The default
    /// value is −80 dB.</summary>
    public double SilenceDecibels { get; init; } = -80;

    /// <summary>
    /// How long a column of the spectrogram PNGs lasts, in seconds, above 0 and at most 10; sound is not concerned. Pictures are then
    /// stretched to the columns that the backbone learned from. The default value is <see langword="null"/>: a column is taken for one of
    /// the backbone's own (23 ms for pictures as librosa makes them). A clip of 30 s that is 496 columns wide has 30.0 / 496.
    /// </summary>
    public double? PictureColumnSeconds { get; init; }

    internal int MaxSegments(BackboneDescription backbone)
        => Math.Max(1, (int)(MaxSecondsPerTrack * backbone.Mel.SampleRate / backbone.HopSamples));

    internal void Validate()
    {
        if (!(MaxSecondsPerTrack > 0))
            throw new ArgumentOutOfRangeException(
                nameof(MaxSecondsPerTrack), MaxSecondsPerTrack, "The seconds of a track that are used must be positive.");
        if (!(MinSeconds >= 0))
            throw new ArgumentOutOfRangeException(nameof(MinSeconds), MinSeconds, "The shortest length of a track must not be negative.");
        if (!(SilenceDecibels <= 0))
            throw new ArgumentOutOfRangeException(
                nameof(SilenceDecibels), SilenceDecibels, "The level of silence must not be above full scale, 0 dB.");
        if (PictureColumnSeconds is { } seconds && !(seconds is > 0 and <= 10))
            throw new ArgumentOutOfRangeException(
                nameof(PictureColumnSeconds), seconds, "A column of a spectrogram picture must last more than 0 and at most 10 seconds.");
    }
}
