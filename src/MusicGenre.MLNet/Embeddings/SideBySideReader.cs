using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Reads a track once for each of several backbones side by side, at its sample rate and in its segments: those of the first backbone,
/// then those of the second, and so on. What can be read only once is copied before.
/// </summary>
/// <param name="parts">The backbones' front ends and segments, at least two.</param>
/// <param name="segments">How much of a track is used.</param>
internal sealed class SideBySideReader(IReadOnlyList<BackboneDescription> parts, SegmentOptions segments) : TrackReader(parts[0], segments)
{
    private readonly TrackReader[] _readers = [.. parts.Select(part => new TrackReader(part, segments))];

    /// <inheritdoc/>
    public override IReadOnlyList<TrackSegment> Read(string path, CancellationToken cancellationToken, TrackPart part = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AudioSource source = AudioSource.FromFile(path, cancellationToken);
        using Stream? pipe = AudioFile.OpenPipe(source);
        return pipe is null
            ? OfAll(reader => reader.Read(path, cancellationToken, part))
            : Read(source, pipe, path, part, cancellationToken);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrackSegment> Read(AudioClip clip, CancellationToken cancellationToken, TrackPart part = default)
        => OfAll(reader => reader.Read(clip, cancellationToken, part));

    /// <inheritdoc/>
    public override IReadOnlyList<TrackSegment> Read(SpectrogramImage picture, TrackPart part = default)
        => OfAll(reader => reader.Read(picture, part));

    /// <inheritdoc/>
    internal override IReadOnlyList<TrackSegment> Read(
        AudioSource source, Stream stream, string? path, TrackPart part, CancellationToken cancellationToken)
    {
        using Stream? copy = stream.CanSeek ? null : StreamCopy.Create(stream, cancellationToken);
        Stream content = copy ?? stream;
        long start = content.Position;
        return OfAll(reader =>
        {
            content.Position = start;
            return reader.Read(source, content, path, part, cancellationToken);
        });
    }

    private IReadOnlyList<TrackSegment> OfAll(Func<TrackReader, IReadOnlyList<TrackSegment>> read)
    {
        var all = new List<TrackSegment>();
        foreach ((int part, TrackReader reader) in _readers.Index())
            all.AddRange(read(reader).Select(segment => segment with { Part = part }));
        return all;
    }
}
