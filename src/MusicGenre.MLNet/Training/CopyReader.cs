using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// Reads a track once for all its copies: sound in pieces of half a minute, evenly spread over as much of the track as is used, so that
/// memory stays bounded however long it is; a picture as it is.
/// </summary>
/// <param name="network">What the copies are for: front end and segments.</param>
/// <param name="segments">How much of a track is used.</param>
internal sealed class CopyReader(BackboneDescription network, SegmentOptions segments)
{
    private const int PieceSeconds = 30;

    // The track as a whole was found fit before. A quiet piece of it is none the less music.
    private readonly TrackReader _reader = new(network, segments with { MinSeconds = 0, SilenceDecibels = double.MinValue });

    /// <summary>Opens a track, which is decoded when the first copy needs it.</summary>
    public CopySource Open(GenreTrack track, CancellationToken cancellationToken)
    {
        var picture = new Lazy<SpectrogramImage?>(() => TrackContent.PictureIn(track.Path));
        var pieces = new Lazy<AudioClip[]>(() => Decode(track.Path, cancellationToken));
        return new CopySource(track, copy =>
            !copy.ChangesAudio && !copy.ChangesSpectrograms ? []
            : picture.Value is { } whole ? copy.ChangesSpectrograms ? _reader.Read(whole) : []
            : [.. pieces.Value.SelectMany((piece, i) => _reader.Read(copy.Apply(piece, i, cancellationToken), cancellationToken))]);
    }

    private AudioClip[] Decode(string path, CancellationToken cancellationToken)
    {
        int rate = network.Mel.SampleRate, samples = PieceSeconds * rate;
        var reader = new AudioWindowReader(samples, samples, Math.Max(1, (int)(segments.MaxSecondsPerTrack / PieceSeconds)));
        using AudioStream stream = AudioStream.Open(path, rate, cancellationToken);
        return [.. reader.Read(stream, cancellationToken).Select(w => new AudioClip(w.Samples, rate)).Where(piece => piece.Peak > 0)];
    }
}

/// <summary>A track whose copies are made.</summary>
/// <param name="Track">The track.</param>
/// <param name="Segments">
/// Cuts one copy into segments. The changes of sound are done, those of spectrograms are not. No segments if the copy would be the same as
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
