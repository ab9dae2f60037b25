using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Models;

/// <summary>Everything a classifier needs to answer and to be saved.</summary>
internal sealed record GenreModel : IDisposable
{
    /// <summary>A model that was just made.</summary>
    /// <param name="backbone">The network that looks; owned from here on.</param>
    /// <param name="head">The part that was trained.</param>
    /// <param name="manifest">What the model file says about itself.</param>
    public GenreModel(Backbone backbone, TrainedHead head, ModelManifest manifest)
        => (Backbone, Head, Manifest, Transformer) = (backbone, head.Linear, manifest, head.Transformer);

    /// <summary>A model that was loaded.</summary>
    /// <param name="backbone">The network that looks; owned from here on.</param>
    /// <param name="head">The part that was trained.</param>
    /// <param name="manifest">What the model file says about itself.</param>
    /// <param name="file">The bytes of the file.</param>
    public GenreModel(Backbone backbone, LinearHead head, ModelManifest manifest, ReadOnlyMemory<byte> file)
        => (Backbone, Head, Manifest, File) = (backbone, head, manifest, file);

    /// <summary>The network that looks.</summary>
    public Backbone Backbone { get; }

    /// <summary>The part that was trained.</summary>
    public LinearHead Head { get; }

    /// <summary>What the model file says about itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The head as ML.NET has it, for saving; <see langword="null"/> for a model that was loaded, which is saved as the <see cref="File"/> it was.</summary>
    public Func<MLContext, ITransformer>? Transformer { get; }

    /// <summary>The file that the model was loaded from.</summary>
    public ReadOnlyMemory<byte> File { get; }

    public void Dispose() => Backbone.Dispose();
}
