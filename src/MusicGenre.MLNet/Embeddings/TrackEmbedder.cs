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

    /// <summary>Creates an embedder for a backbone, which it does not own.</summary>
    /// <param name="backbone">The network that embeds segments.</param>
    /// <param name="segments">How much of a track is used; <see langword="null"/> for the defaults.</param>
    public TrackEmbedder(Backbone backbone, SegmentOptions? segments = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        segments ??= new SegmentOptions();
        segments.Validate();
        (Backbone, _segments) = (backbone, segments);
        Reader = new TrackReader(backbone.Description, segments);
    }

    /// <summary>Gets the network that embeds segments.</summary>
    public Backbone Backbone { get; }

    /// <summary>Gets what cuts tracks into segments.</summary>
    internal TrackReader Reader { get; }

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
    /// <returns>The embeddings, and whether they come from the cache.</returns>
    internal (SegmentEmbeddings Embeddings, bool FromCache) Embed(string path, EmbeddingCache? cache, CancellationToken cancellationToken)
    {
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
        var values = new float[segments.Count * Backbone.EmbeddingSize];
        if (maxDegreeOfParallelism == 1 || segments.Count == 1)
            for (int i = 0; i < segments.Count; i++)
                Embed(i);
        else
            AllCores.Run(segments.Count, maxDegreeOfParallelism, cancellationToken, Embed);
        return new SegmentEmbeddings(values, Backbone.EmbeddingSize, [.. segments.Select(s => s.Time)]);

        void Embed(int i)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TrackSegment segment = segments[i];
            float[] embedding = segment.Picture is { } picture
                ? Backbone.EmbedPictureLeased(copy?.Apply(picture, i, Backbone.Description.Mel) ?? picture)
                : Backbone.EmbedWindowLeased(
                    segment.Window, copy is { ChangesSpectrograms: true } ? mel => copy.Apply(mel, i) : null);
            segment.Sound?.Release();
            embedding.CopyTo(values.AsSpan(i * Backbone.EmbeddingSize));
        }
    }
}
