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
/// <param name="networks">
/// What the copies are for: front end and segments, of each of several backbones side by side.
/// </param>
/// <param name="segments">How much of a track is used.</param>
internal sealed class CopyReader(IReadOnlyList<BackboneDescription> networks, SegmentOptions segments)
{
    private const int PieceSeconds = 30;

    // The track as a whole was found fit before. A quiet piece of it is none the less music.
    private readonly TrackReader[] _readers =
        [.. networks.Select(network => new TrackReader(network, segments with { MinSeconds = 0, SilenceDecibels = double.MinValue }))];

    /// <summary>Opens a track, which is decoded when the first copy needs it.</summary>
    public CopySource Open(GenreTrack track, CancellationToken cancellationToken)
    {
        var picture = new Lazy<SpectrogramImage?>(() => TrackContent.PictureIn(track.Path));
        Lazy<AudioClip[]>[] pieces =
            [.. networks.Select(network => new Lazy<AudioClip[]>(() => Decode(track.Path, network.Mel.SampleRate, cancellationToken)))];
        return new CopySource(track, (copy, network) =>
            !copy.ChangesAudio && !copy.ChangesSpectrograms ? []
            : picture.Value is { } whole ? copy.ChangesSpectrograms ? _readers[network].Read(whole) : []
            :
            [
                .. pieces[network].Value.SelectMany(
                    (piece, i) => _readers[network].Read(copy.Apply(piece, i, cancellationToken), cancellationToken)),
            ]);
    }

    private AudioClip[] Decode(string path, int rate, CancellationToken cancellationToken)
    {
        int samples = PieceSeconds * rate;
        var reader = new AudioWindowReader(samples, samples, Math.Max(1, (int)(segments.MaxSecondsPerTrack / PieceSeconds)));
        using AudioStream stream = AudioStream.Open(path, rate, cancellationToken);
        return [.. reader.Read(stream, cancellationToken).Select(w => new AudioClip(w.Samples, rate)).Where(piece => piece.Peak > 0)];
    }
}

/// <summary>A track whose copies are made.</summary>
/// <param name="Track">The track.</param>
/// <param name="SegmentsFor">
/// Cuts one copy into segments for one of the networks. The changes of sound are done, those of spectrograms are not. No
/// segments if the copy would be the same as the track.
/// </param>
internal sealed record CopySource(GenreTrack Track, Func<AugmentedCopy, int, IReadOnlyList<TrackSegment>> SegmentsFor)
{
    /// <summary>Cuts one copy into segments for the only network.</summary>
    public IReadOnlyList<TrackSegment> Segments(AugmentedCopy copy) => SegmentsFor(copy, 0);

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
