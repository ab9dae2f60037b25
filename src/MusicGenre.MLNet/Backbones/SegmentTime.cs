namespace MusicGenre.MLNet.Backbones;

/// <summary>Where a segment lies in its track.</summary>
/// <param name="Start">The segment's start. For a spectrogram picture, whose time scale is unknown, it is counted as if a column lasted 512/22,050 s.</param>
/// <param name="End">The segment's end.</param>
public readonly record struct SegmentTime(TimeSpan Start, TimeSpan End);
