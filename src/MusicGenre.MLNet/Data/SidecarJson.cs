using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MusicGenre.MLNet.Data;

/// <summary>Sidecars of copies as JSON.</summary>
[JsonSerializable(typeof(CopySidecar))]
internal sealed partial class SidecarJson : JsonSerializerContext
{
    /// <summary>How a sidecar is written.</summary>
    public static JsonTypeInfo<CopySidecar> Sidecar { get; } = new SidecarJson(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }).CopySidecar;
}
