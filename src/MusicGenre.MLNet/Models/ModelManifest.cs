using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Models;

/// <summary>What a model file says about itself.</summary>
public sealed record ModelManifest
{
    /// <summary>The version of the file's format that this library writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the file's format.</summary>
    public required int Format { get; init; }

    /// <summary>The version of this library that wrote the model.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>When the model was trained.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The genres, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>
    /// Whether the model is the package's own (<c>MusicGenreClassifier.Pretrained</c>), which learned from no music of the user's. The default
    /// value is <see langword="false"/>.
    /// </summary>
    public bool IsPretrained { get; init; }

    /// <summary>
    /// The place of each genre among the values of a network that knows more genres than these. The default value is <see langword="null"/>:
    /// a head was trained, or the network's values are the genres' in their order.
    /// </summary>
    public IReadOnlyList<int>? NetworkOutputs { get; init; }

    /// <summary>The backbone with its front end; its weights are in the file as well.</summary>
    public required BackboneDescription Backbone { get; init; }

    /// <summary>SHA-256 of the backbone, <see cref="MLNet.Backbones.Backbone.Hash"/>.</summary>
    public required string BackboneHash { get; init; }

    /// <summary>How much of a track is looked at.</summary>
    public required SegmentOptions Segments { get; init; }

    /// <summary>How many tracks of the user's the delivered model learned from; 0 for a pretrained one.</summary>
    public required int TrainingTracks { get; init; }

    /// <summary>The weight of the L2 penalty the head was trained with.</summary>
    public required float L2Regularization { get; init; }

    /// <summary>Whether the delivered model also learned from the tracks that were held out for <see cref="HeldOut"/>, after those figures were taken.</summary>
    public required bool RefitOnAllData { get; init; }

    /// <summary>The figures of tracks that took no part; <see langword="null"/> if none were taken.</summary>
    public EvaluationSummary? HeldOut { get; init; }

    /// <summary>SHA-256 of each other entry of the file, by the entry's name; how damage is told.</summary>
    public IReadOnlyDictionary<string, string> Contents { get; init; } = new Dictionary<string, string>();
}
