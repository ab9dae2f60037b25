using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Turns a track, given as audio or as a spectrogram picture, into the embeddings of its segments.</summary>
public sealed class TrackEmbedder
{
    private readonly TrackReader _reader;
    private readonly SegmentOptions _segments;

    /// <summary>Makes an embedder for a backbone, which it does not own.</summary>
    /// <param name="backbone">The network that looks at the segments.</param>
    /// <param name="segments">How much of a track is looked at; <see langword="null"/> for the defaults.</param>
    public TrackEmbedder(Backbone backbone, SegmentOptions? segments = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        segments ??= new SegmentOptions();
        segments.Validate();
        (Backbone, _segments) = (backbone, segments);
        _reader = new TrackReader(backbone.Description, segments);
    }

    /// <summary>The network that looks at the segments.</summary>
    public Backbone Backbone { get; }

    /// <summary>Embeds a file: a spectrogram PNG by its first bytes, anything else as audio.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="maxDegreeOfParallelism">How many segments are looked at at once. The default value is 1.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, is too short or silent.</exception>
    /// <exception cref="BackboneException">The file is a picture and the backbone needs the audio.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(string path, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = Backbone.Enter();
        return EmbedLeased(_reader.Read(path, cancellationToken), maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Embeds a clip in memory.</summary>
    /// <exception cref="AudioFormatException">The clip is too short or silent.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(AudioClip clip, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = Backbone.Enter();
        return EmbedLeased(_reader.Read(clip, cancellationToken), maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Embeds a stream of an encoded audio file or a spectrogram PNG.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, is too short or silent.</exception>
    /// <exception cref="BackboneException">The stream is a picture and the backbone needs the audio.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(Stream stream, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = Backbone.Enter();
        return EmbedLeased(_reader.Read(stream, cancellationToken), maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Embeds a spectrogram picture of any width.</summary>
    /// <exception cref="BackboneException">The backbone needs the audio.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before this call.</exception>
    public SegmentEmbeddings Embed(SpectrogramImage picture, CancellationToken cancellationToken = default)
    {
        using SharedLifetime.Lease lease = Backbone.Enter();
        return EmbedLeased(_reader.Read(picture), 1, cancellationToken);
    }

    /// <summary>Embeds a file, unless a cache has its embeddings.</summary>
    /// <returns>The embeddings, and whether they come from the cache.</returns>
    internal (SegmentEmbeddings Embeddings, bool FromCache) Embed(string path, EmbeddingCache? cache, CancellationToken cancellationToken)
    {
        (SegmentEmbeddings? found, bool cached) =
            EmbeddingCache.GetOrMake(cache, path, Backbone, _segments, "", () => Embed(path, 1, cancellationToken));
        return (found!, cached);
    }

    /// <summary>The first half of embedding a file: decodes it and cuts it.</summary>
    internal IReadOnlyList<TrackSegment> Read(string path, CancellationToken cancellationToken) => _reader.Read(path, cancellationToken);

    /// <summary>The second half: spectrograms and network. The segments' sound is given back as soon as it was looked at; they serve once.</summary>
    internal SegmentEmbeddings Embed(IReadOnlyList<TrackSegment> segments, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        using SharedLifetime.Lease lease = Backbone.Enter();
        return EmbedLeased(segments, maxDegreeOfParallelism, cancellationToken);
    }

    // One lease for all segments: the backbone may be disposed between two of them.
    private SegmentEmbeddings EmbedLeased(
        IReadOnlyList<TrackSegment> segments, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
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
                ? Backbone.EmbedPictureLeased(picture)
                : Backbone.EmbedWindowLeased(segment.Window);
            segment.Sound?.Release();
            embedding.CopyTo(values.AsSpan(i * Backbone.EmbeddingSize));
        }
    }
}
