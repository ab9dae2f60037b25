using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Where a segment lies in its track.</summary>
/// <param name="Start">The segment's start. For a spectrogram picture it is counted as <see cref="SegmentOptions.PictureColumnSeconds"/> says, else as if a column lasted one of the backbone's.</param>
/// <param name="End">The segment's end.</param>
public readonly record struct SegmentTime(TimeSpan Start, TimeSpan End);
