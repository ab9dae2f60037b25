using System.Globalization;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet;

/// <summary>Trains a head, multinomial logistic regression, on the embeddings of a backbone, which stays as it is.</summary>
public sealed record HeadLearner : Learner
{
    /// <summary>
    /// Gets the backbone: a name of <see cref="BackboneCatalog.Names"/>, or the path of an ONNX file. Several with <c>+</c> between them,
    /// as <c>mobile+efficientat</c>, are used side by side: the head learns from the embeddings of all, each with the same weight.
    /// The default value is <see cref="BackboneCatalog.Default"/>.
    /// </summary>
    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>
    /// Gets the weights of the L2 penalty that are tried, on standardized embeddings; see
    /// <see cref="GenreClassificationOptions.L2Candidates"/>.
    /// </summary>
    public IReadOnlyList<float> L2Candidates { get; init; } = GenreClassificationOptions.DefaultL2Candidates;

    /// <summary>
    /// Whether the delivered model is trained again on all tracks, held-out ones included, after the figures were taken, with the
    /// regularization chosen before. The default value is <see langword="true"/>: the figures then describe a model trained on less.
    /// </summary>
    public bool RefitOnAllData { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => Backbone;

    internal override IReadOnlyList<KeyValuePair<string, string>> Settings =>
        [new("L2 penalties tried", string.Join(", ", L2Candidates.Select(c => c.ToString(CultureInfo.InvariantCulture))))];

    internal override void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Backbone);
        GenreClassificationOptions.RequireCandidates(L2Candidates);
    }

    internal override Learning Begin(LearningContext context) => new HeadLearning(Backbone, L2Candidates, RefitOnAllData, context);
}
