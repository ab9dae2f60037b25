using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>A segment of a track as it was read: sound, or a piece of a picture.</summary>
/// <param name="Time">Where it lies in the track.</param>
/// <param name="Sound">The sound, at the front end's sample rate; <see langword="null"/> for a picture.</param>
/// <param name="Picture">The piece of the picture; <see langword="null"/> for sound.</param>
/// <param name="Part">Which of several backbones side by side it was read for.</param>
internal sealed record TrackSegment(SegmentTime Time, AudioWindow? Sound, SpectrogramImage? Picture, int Part = 0)
{
    /// <summary>Mono samples; none for a picture.</summary>
    public ReadOnlySpan<float> Window => Sound is null ? default : Sound.Samples.Span;
}
