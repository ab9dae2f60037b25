using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Prediction.Pretraining;

/// <summary>Makes a ready model of a network that travels in the package: its own values for its genres, or for some of them.</summary>
internal static class PretrainedModelBuilder
{
    /// <summary>The network that ready classifiers are made of.</summary>
    public static EmbeddedNetwork Network => EmbeddedNetworks.Default;

    /// <summary>Makes a model.</summary>
    /// <param name="network">The network.</param>
    /// <param name="genres">The genres asked for; <see langword="null"/> for all.</param>
    /// <exception cref="ArgumentException">A genre is unknown or named twice, or there are fewer than two.</exception>
    /// <exception cref="BackboneException">The network is damaged.</exception>
    public static GenreModel Build(EmbeddedNetwork network, IReadOnlyList<string>? genres)
    {
        GenreChoice choice = genres is null ? GenreChoice.All(network.Genres) : GenreChoice.Of(network.Genres, genres);
        var backbone = new OnnxBackbone(network.Logits, network.ReadWeights());
        TrainedHead head = SoftmaxHead.Create(choice.Genres, choice.Outputs, backbone.EmbeddingSize);
        return new GenreModel(backbone, head, new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            LibraryVersion = Library.Version,
            Created = DateTimeOffset.UtcNow,
            Genres = choice.Genres,
            NetworkOutputs = choice.Outputs,
            IsPretrained = true,
            Backbone = backbone.Description,
            BackboneHash = backbone.Hash,
            Segments = new SegmentOptions(),
            TrainingTracks = 0,
            L2Regularization = 0,
            RefitOnAllData = false,
        });
    }
}
