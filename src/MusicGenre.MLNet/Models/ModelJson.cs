using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Models;

/// <summary>Manifests of models as JSON.</summary>
internal static partial class ModelJson
{
    private static readonly JsonSerializerOptions Inner = BackboneJson.OptionsWith(ModelTypes.Default);

    private static readonly JsonConverter Keeping = new JsonDefaults.Converter<ModelManifest>(
        new ModelManifest
        {
            Format = 0, LibraryVersion = "", Created = default, Genres = [], Backbone = new BackboneDescription { Name = "", EmbeddingSize = 1 },
            BackboneHash = "", Segments = new SegmentOptions(), TrainingTracks = 0, L2Regularization = 0, RefitOnAllData = false,
        },
        () => BackboneJson.Type<ModelManifest>(Inner));

    /// <summary>How a manifest is written.</summary>
    public static JsonTypeInfo<ModelManifest> Manifest { get; } =
        BackboneJson.Type<ModelManifest>(BackboneJson.OptionsWith(ModelTypes.Default, Keeping));

    [JsonSerializable(typeof(ModelManifest))]
    private sealed partial class ModelTypes : JsonSerializerContext;
}
