using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>Options of the transform that turns audio files or spectrogram pictures into embeddings.</summary>
public sealed record SpectrogramEmbeddingOptions
{
    /// <summary>
    /// A name of <see cref="BackboneCatalog.Names"/>, or the path of an ONNX file, or several with <c>+</c> between them:
    /// <c>mobile+efficientat</c> gives one vector of both embeddings. The default value is <see cref="BackboneCatalog.Default"/>.
    /// </summary>
    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>How much of each track is used. The default value is up to two minutes, evenly spread.</summary>
    public SegmentOptions Segments { get; init; } = new();

    /// <summary>
    /// The folder in which embeddings ("bottleneck values") are kept between runs. The default value is <see langword="null"/>:
    /// <c>MusicGenre.MLNet/embeddings</c> in the user's folder for local application data. Not part of a saved model.
    /// </summary>
    public string? WorkspacePath { get; init; }

    /// <summary>Whether embeddings kept from earlier runs are used, and new ones kept. The default value is <see langword="true"/>. Not
    /// part of a saved model.</summary>
    public bool ReuseCachedBottleneckValues { get; init; } = true;
}
