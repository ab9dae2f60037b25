using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// Descriptions of backbones as JSON. The code is generated at build time: reflection is slower to start, and gone in a trimmed program.
/// </summary>
internal static partial class BackboneJson
{
    private static readonly JsonConverter[] Enums =
        [new JsonStringEnumConverter<BackboneInput>(), new JsonStringEnumConverter<BackboneLayout>()];

    private static readonly JsonConverter Mel = Keeping(new MelOptions());

    /// <summary>What the JSON of types needs that have descriptions in them.</summary>
    private static readonly JsonConverter[] All =
        [.. Enums, Mel, Keeping(new SegmentOptions()), Keeping(new BackboneDescription { Name = "", EmbeddingSize = 1 }, Mel)];

    /// <summary>How descriptions are written.</summary>
    public static JsonSerializerOptions Options { get; } = Form(BackboneTypes.Default, indented: true, All);

    /// <summary>How they are written in one line.</summary>
    public static JsonSerializerOptions Compact { get; } = Form(BackboneTypes.Default, indented: false, All);

    /// <summary>How types are written that have descriptions in them.</summary>
    /// <param name="types">What was generated for the types.</param>
    /// <param name="more">Their converters.</param>
    public static JsonSerializerOptions OptionsWith(IJsonTypeInfoResolver types, params JsonConverter[] more)
        => Form(types, indented: true, [.. All, .. more]);

    /// <summary>What was generated for a type.</summary>
    public static JsonTypeInfo<T> Type<T>() => Type<T>(Options);

    /// <summary>What was generated for a type, as options want it.</summary>
    public static JsonTypeInfo<T> Type<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    /// <exception cref="BackboneException">The text is not what it should be.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Type<T>()) ?? throw new BackboneException($"The description of {where} is empty.");
        }
        catch (JsonException e)
        {
            throw new BackboneException($"The description of {where} is not the JSON of a backbone description: {e.Message}", e);
        }
    }

    private static JsonDefaults.Converter<T> Keeping<T>(T example, params JsonConverter[] inner)
    {
        JsonSerializerOptions options = Form(BackboneTypes.Default, indented: false, [.. Enums, .. inner]);
        return new(example, () => Type<T>(options));
    }

    private static JsonSerializerOptions Form(IJsonTypeInfoResolver types, bool indented, JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions { WriteIndented = indented, TypeInfoResolver = types };
        foreach (JsonConverter converter in converters)
            options.Converters.Add(converter);
        return options;
    }

    [JsonSerializable(typeof(BackboneHeader))]
    [JsonSerializable(typeof(Dictionary<string, BackboneReference>))]
    private sealed partial class BackboneTypes : JsonSerializerContext;
}
