using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Models;

/// <summary>Everything a classifier needs to classify and to be saved.</summary>
/// <param name="Backbone">The network that embeds segments; owned by the model.</param>
/// <param name="Head">The part that was trained.</param>
/// <param name="Manifest">What the model file says about itself.</param>
internal sealed record GenreModel(Backbone Backbone, LinearHead Head, ModelManifest Manifest) : IDisposable
{
    /// <summary>Creates a model that was just trained.</summary>
    public GenreModel(Backbone backbone, TrainedHead head, ModelManifest manifest)
        : this(backbone, head.Linear, manifest) => Transformer = head.Transformer;

    /// <summary>Gets what makes the head as ML.NET has it, for saving; <see langword="null"/> for a model that was loaded.</summary>
    public Func<MLContext, ITransformer>? Transformer { get; }

    /// <summary>Gets the file that the model was loaded from, as which it is saved again.</summary>
    public ReadOnlyMemory<byte> File { get; init; }

    /// <summary>Gets what the classifier knows of its limits; <see langword="null"/> for one that was not calibrated.</summary>
    public ClassifierTrust? Trust { get; init; }

    public void Dispose() => Backbone.Dispose();
}
