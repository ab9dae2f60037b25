using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Backbones.Embedded;

/// <summary>Reads the manifests of embedded networks.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(EmbeddedManifest))]
internal sealed partial class EmbeddedJson : JsonSerializerContext;
