using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Models;

/// <summary>Describes a model; saved in its file.</summary>
public sealed record ModelManifest
{
    /// <summary>The version of the file format that this library writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Gets the version of the file format.</summary>
    public required int Format { get; init; }

    /// <summary>Gets the version of this library that wrote the model.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Gets when the model was trained.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the genres, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>
    /// Whether the model is a ready one (<c>MusicGenreClassifier.Pretrained</c>), which learned nothing from the user's music. The default
    /// value is <see langword="false"/>.
    /// </summary>
    public bool IsPretrained { get; init; }

    /// <summary>
    /// Gets the index of each genre among the outputs of a network that knows more genres than these. The default value is
    /// <see langword="null"/>: a head was trained, or the network has one output for each genre, in their order.
    /// </summary>
    public IReadOnlyList<int>? NetworkOutputs { get; init; }

    /// <summary>Gets the backbone with its front end; its weights are in the file as well.</summary>
    public required BackboneDescription Backbone { get; init; }

    /// <summary>Gets the SHA-256 of the backbone, <see cref="MLNet.Backbones.Backbone.Hash"/>.</summary>
    public required string BackboneHash { get; init; }

    /// <summary>Gets how much of a track is used.</summary>
    public required SegmentOptions Segments { get; init; }

    /// <summary>Gets how many of the user's tracks the model learned from; 0 for a pretrained one.</summary>
    public required int TrainingTracks { get; init; }

    /// <summary>
    /// Whether spectrogram pictures were among these tracks; <see langword="null"/> if that is not known, as in models of earlier versions.
    /// </summary>
    public bool? LearnedFromPictures { get; init; }

    /// <summary>Whether some of these pictures were in colours. The default value is <see langword="false"/>.</summary>
    public bool LearnedFromColors { get; init; }

    /// <summary>Gets the weight of the L2 penalty the head was trained with.</summary>
    public required float L2Regularization { get; init; }

    /// <summary>
    /// Whether the model was trained again on all tracks, those held out for <see cref="HeldOut"/> included, after those figures were
    /// taken.
    /// </summary>
    public required bool RefitOnAllData { get; init; }

    /// <summary>Gets the figures of the held-out tracks; <see langword="null"/> if none were taken.</summary>
    public EvaluationSummary? HeldOut { get; init; }

    /// <summary>
    /// Gets the temperature that the head's scores are divided by; <see langword="null"/> if they are as they were learned. The
    /// probabilities of <c>MusicGenreClassifier</c> and of ML.NET's model are scaled with it.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>Gets the SHA-256 of each other entry of the file, by the entry's name, by which damage is detected.</summary>
    public IReadOnlyDictionary<string, string> Contents { get; init; } = new Dictionary<string, string>();
}
