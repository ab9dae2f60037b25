using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Computes the embeddings of a track's segments, from audio or from a spectrogram picture.</summary>
public sealed class TrackEmbedder
{
    private readonly SegmentOptions _segments;
    private readonly TrackEmbedder[] _parts = [];

    /// <summary>Creates an embedder for a backbone, which it does not own.</summary>
    /// <param name="backbone">The network that embeds segments.</param>
    /// <param name="segments">How much of a track is used; <see langword="null"/> for the defaults.</param>
    public TrackEmbedder(Backbone backbone, SegmentOptions? segments = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        segments ??= new SegmentOptions();
        segments.Validate();
        (Backbone, _segments) = (backbone, segments);
        if (backbone.Parts.Count > 1)
            _parts = [.. backbone.Parts.Select(part => new TrackEmbedder(part, segments))];
        Reader = _parts.Length == 0
            ? new TrackReader(backbone.Description, segments)
            : new SideBySideReader([.. backbone.Parts.Select(part => part.Description)], segments);
    }

    /// <summary>Gets the network that embeds segments.</summary>
    public Backbone Backbone { get; }

    /// <summary>Gets what cuts tracks into segments.</summary>
    internal TrackReader Reader { get; }

    /// <summary>Gets an embedder for each of several backbones side by side; this one alone if there is one.</summary>
    internal IReadOnlyList<TrackEmbedder> Parts => _parts.Length == 0 ? [this] : _parts;

    /// <summary>Embeds a file: a spectrogram PNG by its first bytes, anything else as audio.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="maxDegreeOfParallelism">How many segments are embedded at once. The default value is 1.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, is too short or silent.</exception>
    /// <exception cref="BackboneException">The file is a picture and the backbone requires audio.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(string path, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
        => Embed(() => Reader.Read(path, cancellationToken), maxDegreeOfParallelism, cancellationToken);

    /// <summary>Embeds a clip in memory.</summary>
    /// <exception cref="AudioFormatException">The clip is too short or silent.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(AudioClip clip, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
        => Embed(() => Reader.Read(clip, cancellationToken), maxDegreeOfParallelism, cancellationToken);

    /// <summary>Embeds a stream of an encoded audio file or a spectrogram PNG.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, is too short or silent.</exception>
    /// <exception cref="BackboneException">The stream is a picture and the backbone requires audio.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(Stream stream, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
        => Embed(() => Reader.Read(stream, cancellationToken), maxDegreeOfParallelism, cancellationToken);

    /// <summary>Embeds a spectrogram picture of any width.</summary>
    /// <exception cref="BackboneException">The backbone requires audio.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(SpectrogramImage picture, CancellationToken cancellationToken = default)
        => Embed(() => Reader.Read(picture), 1, cancellationToken);

    /// <summary>Embeds a file, unless a cache has its embeddings.</summary>
    /// <returns>The embeddings, and whether all of them come from the cache.</returns>
    internal (SegmentEmbeddings Embeddings, bool FromCache) Embed(string path, EmbeddingCache? cache, CancellationToken cancellationToken)
    {
        if (_parts.Length > 0)
        {
            // Each part has its own entries, which it has when it is used alone as well.
            using SharedLifetime.Lease lease = Backbone.Enter();
            (SegmentEmbeddings Embeddings, bool FromCache)[] parts = [.. _parts.Select(part => part.Embed(path, cache, cancellationToken))];
            return (SideBySideEmbeddings.Join([.. parts.Select(part => part.Embeddings)]), parts.All(part => part.FromCache));
        }
        (SegmentEmbeddings? found, bool cached) =
            EmbeddingCache.GetOrMake(cache, path, Backbone, _segments, "", () => Embed(path, 1, cancellationToken));
        return (found!, cached);
    }

    /// <summary>Embeds segments. They serve once: the memory of a segment's sound is given back as soon as it is embedded.</summary>
    /// <param name="segments">The segments, at least one.</param>
    /// <param name="maxDegreeOfParallelism">How many are embedded at once.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <param name="copy">The augmented copy whose spectrograms are still to be changed; <see langword="null"/> for none.</param>
    internal SegmentEmbeddings Embed(
        IReadOnlyList<TrackSegment> segments, int maxDegreeOfParallelism, CancellationToken cancellationToken, AugmentedCopy? copy = null)
        => Embed(() => segments, maxDegreeOfParallelism, cancellationToken, copy);

    // One lease from the reading to the last segment: the backbone may be disposed between two of them.
    private SegmentEmbeddings Embed(
        Func<IReadOnlyList<TrackSegment>> read, int maxDegreeOfParallelism, CancellationToken cancellationToken, AugmentedCopy? copy = null)
    {
        using SharedLifetime.Lease lease = Backbone.Enter();
        IReadOnlyList<TrackSegment> segments = read();
        var embeddings = new float[segments.Count][];
        if (maxDegreeOfParallelism == 1 || segments.Count == 1)
            for (int i = 0; i < segments.Count; i++)
                Embed(i);
        else
            AllCores.Run(segments.Count, maxDegreeOfParallelism, cancellationToken, Embed);
        return SideBySideEmbeddings.Join([.. Backbone.Parts.Select((_, part) => Of(segments, embeddings, part))]);

        void Embed(int i)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TrackSegment segment = segments[i];
            Backbone backbone = Backbone.Parts[segment.Part];
            embeddings[i] = segment.Picture is { } picture
                ? backbone.EmbedPictureLeased(copy?.Apply(picture, i, backbone.Description.Mel) ?? picture)
                : backbone.EmbedWindowLeased(
                    segment.Window, copy is { ChangesSpectrograms: true } ? mel => copy.Apply(mel, i) : null);
            segment.Sound?.Release();
        }
    }

    private static SegmentEmbeddings Of(IReadOnlyList<TrackSegment> segments, float[][] embeddings, int part)
    {
        int[] places = [.. Enumerable.Range(0, segments.Count).Where(i => segments[i].Part == part)];
        int size = embeddings[places[0]].Length;
        var values = new float[places.Length * size];
        for (int i = 0; i < places.Length; i++)
            embeddings[places[i]].CopyTo(values.AsSpan(i * size));
        return new SegmentEmbeddings(values, size, [.. places.Select(place => segments[place].Time)]);
    }
}
