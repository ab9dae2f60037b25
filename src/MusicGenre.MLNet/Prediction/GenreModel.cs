using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Prediction;

/// <summary>Everything a classifier needs to answer and to be saved.</summary>
/// <param name="Backbone">The network that looks; owned.</param>
/// <param name="Head">The part that was trained.</param>
/// <param name="Manifest">What the model file says about itself.</param>
internal sealed record GenreModel(Backbone Backbone, TrainedHead Head, ModelManifest Manifest) : IDisposable
{
    public void Dispose() => Backbone.Dispose();
}
