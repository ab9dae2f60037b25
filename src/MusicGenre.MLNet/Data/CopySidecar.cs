using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Data;

/// <summary>What is kept beside a copy on disk, as JSON: which track it is a copy of, and how it was made.</summary>
/// <param name="Track">Path of the track relative to its data folder, separated by '/'.</param>
/// <param name="Copy">The copy's number, from 1.</param>
/// <param name="Done">What was done, in words.</param>
/// <param name="Plan">The plan it was drawn from.</param>
internal sealed record CopySidecar(string Track, int Copy, IReadOnlyList<string> Done, AugmentationPlan Plan)
{
    /// <summary>Where the sidecar of a file lies.</summary>
    public static string PathOf(string copy) => Path.ChangeExtension(copy, ".json");

    public void Write(string copy) => AtomicFile.Write(PathOf(copy), JsonSerializer.SerializeToUtf8Bytes(this, SidecarJson.Sidecar));

    /// <summary>The track that a file's sidecar names; null if there is none that can be read.</summary>
    public static string? TrackOf(string copy)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(PathOf(copy)));
            return json.RootElement.GetProperty("track").GetString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Lost or damaged: the file's name still says what it is a copy of.
            return null;
        }
    }
}

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
