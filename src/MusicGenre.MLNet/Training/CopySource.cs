using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training;

/// <summary>A track whose copies are made.</summary>
/// <param name="Track">The track.</param>
/// <param name="Segments">
/// Cuts one copy into segments, with all that is done to sound done to them; spectrograms are still as they were. None if the copy would be the same as
/// the track.
/// </param>
internal sealed record CopySource(GenreTrack Track, Func<AugmentedCopy, IReadOnlyList<TrackSegment>> Segments)
{
    /// <summary>Computes the spectrogram of a segment of sound, of a copy or of a track itself.</summary>
    public static MelSpectrogram Mel(TrackSegment segment, MelSpectrogramExtractor extractor, AugmentedCopy? copy, int index)
    {
        MelSpectrogram mel = extractor.Compute(segment.Window);
        return copy?.Apply(mel, index) ?? mel;
    }

    /// <summary>Computes the picture of a segment of sound or of a picture, of a copy or of a track itself.</summary>
    public static SpectrogramImage Picture(TrackSegment segment, MelSpectrogramExtractor extractor, AugmentedCopy? copy, int index)
        => segment.Picture is { } given
            ? copy?.Apply(given, index, extractor.Options) ?? given
            : SpectrogramImage.FromMel(Mel(segment, extractor, copy, index));
}
