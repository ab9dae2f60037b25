using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Tells where a segment lies in its track.</summary>
/// <param name="Start">
/// The segment's start. A column of a spectrogram picture lasts <see cref="SegmentOptions.PictureColumnSeconds"/>, or as long as one of the
/// backbone's if that is not set.
/// </param>
/// <param name="End">The segment's end.</param>
public readonly record struct SegmentTime(TimeSpan Start, TimeSpan End);
