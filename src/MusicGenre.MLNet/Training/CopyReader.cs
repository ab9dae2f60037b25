using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Training;

/// <summary>
/// Reads a track once for all its copies: sound in pieces of half a minute, evenly spread over as much of the track as is looked at, so that
/// memory stays bounded however long it is; a picture as it is.
/// </summary>
/// <param name="network">What looks at the copies: front end and segments.</param>
/// <param name="segments">How much of a track is looked at.</param>
internal sealed class CopyReader(BackboneDescription network, SegmentOptions segments)
{
    private const int PieceSeconds = 30;

    // The track as a whole was found fit before. A quiet piece of it is none the less music.
    private readonly TrackReader _reader = new(network, segments with { MinSeconds = 0, SilenceDecibels = double.MinValue });

    /// <summary>Opens a track, which is decoded when the first copy needs it.</summary>
    public Source Open(GenreTrack track, CancellationToken cancellationToken) => new(track, new Lazy<Content>(() => Read(track, cancellationToken)));

    /// <summary>The segments of one copy, all that is done to sound done to them; spectrograms are still as they were.</summary>
    /// <returns>The segments; none if the copy would be the same as the track.</returns>
    public IReadOnlyList<TrackSegment> Segments(Source source, AugmentedCopy copy, CancellationToken cancellationToken)
    {
        if (source.Track.Kind == TrackKind.Spectrogram ? !copy.ChangesSpectrograms : !copy.ChangesAudio && !copy.ChangesSpectrograms)
            return [];
        if (source.Content.Value.Picture is { } picture)
            return copy.ChangesSpectrograms ? _reader.Read(picture) : [];
        return [.. source.Content.Value.Pieces.SelectMany((piece, i) => _reader.Read(copy.Apply(piece, i, cancellationToken), cancellationToken))];
    }

    private Content Read(GenreTrack track, CancellationToken cancellationToken)
    {
        if (PngSignature.IsAt(track.Path))
            return new Content([], SpectrogramImage.Load(track.Path));
        int rate = network.Mel.SampleRate, samples = PieceSeconds * rate;
        var reader = new AudioWindowReader(samples, samples, Math.Max(1, (int)(segments.MaxSecondsPerTrack / PieceSeconds)));
        using AudioStream stream = AudioStream.Open(track.Path, rate, cancellationToken);
        AudioClip[] pieces = [.. reader.Read(stream, cancellationToken).Select(w => new AudioClip(w.Samples, rate))];
        return new Content([.. pieces.Where(piece => piece.Peak > 0)], null);
    }

    /// <summary>A track whose copies are made.</summary>
    public sealed record Source(GenreTrack Track, Lazy<Content> Content);

    /// <summary>What is in a file: pieces of sound, or a picture.</summary>
    public sealed record Content(IReadOnlyList<AudioClip> Pieces, SpectrogramImage? Picture);
}
