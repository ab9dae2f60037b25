using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MusicGenre.MLNet.Common;

/// <summary>
/// Keeps the default values of properties that JSON does not name. Code that is generated for a type with init properties would set them
/// to nothing, unlike reflection.
/// </summary>
internal static class JsonDefaults
{
    /// <summary>Writes an object with what it does not name itself.</summary>
    /// <param name="writer">Receives the object.</param>
    /// <param name="given">The object; written as it is if it is something else.</param>
    /// <param name="defaults">The values of what it does not name.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement given, JsonObject defaults)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            given.WriteTo(writer);
            return;
        }
        writer.WriteStartObject();
        foreach ((string name, JsonNode? value) in defaults.Where(property => !given.TryGetProperty(property.Key, out _)))
        {
            writer.WritePropertyName(name);
            if (value is null)
                writer.WriteNullValue();
            else
                value.WriteTo(writer);
        }
        foreach (JsonProperty property in given.EnumerateObject())
            property.WriteTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>Converts a type by code that was generated for it, and keeps its defaults.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="example">Anything with the defaults; properties that are required have none.</param>
    /// <param name="generated">What was generated, in which this converter must not be used again.</param>
    internal sealed class Converter<T>(T example, Func<JsonTypeInfo<T>> generated) : JsonConverter<T>
    {
        private readonly Lazy<JsonObject> _defaults = new(() =>
        {
            JsonObject all = JsonSerializer.SerializeToNode(example, generated())!.AsObject();
            foreach (JsonPropertyInfo property in generated().Properties.Where(p => p.IsRequired))
                all.Remove(property.Name);
            return all;
        });

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument given = JsonDocument.ParseValue(ref reader);
            var whole = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(whole))
                JsonDefaults.Write(writer, given.RootElement, _defaults.Value);
            return JsonSerializer.Deserialize(whole.WrittenSpan, generated());
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => JsonSerializer.Serialize(writer, value, generated());
    }
}
