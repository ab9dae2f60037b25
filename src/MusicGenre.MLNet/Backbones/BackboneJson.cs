using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Backbones;

/// <summary>Descriptions of backbones as JSON.</summary>
internal static class BackboneJson
{
    /// <summary>How descriptions are written; shared with the model file's manifest, since a second set of options would reflect on all
    /// types again.</summary>
    public static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <exception cref="BackboneException">The text is not what it should be.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new BackboneException($"The description of {where} is empty.");
        }
        catch (JsonException e)
        {
            throw new BackboneException($"The description of {where} is not the JSON of a backbone description: {e.Message}", e);
        }
    }
}
