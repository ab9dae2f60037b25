using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>Plans of augmentation as JSON.</summary>
internal static partial class PlanJson
{
    private const string Steps = "steps", Kind = "kind";

    private static readonly JsonSerializerOptions Indented = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = PlanTypes.Default,
    };

    private static readonly JsonSerializerOptions OneLine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, TypeInfoResolver = PlanTypes.Default,
    };

    /// <summary>A plan for people and programs.</summary>
    public static JsonTypeInfo<AugmentationPlan> Plan { get; } = (JsonTypeInfo<AugmentationPlan>)Indented.GetTypeInfo(typeof(AugmentationPlan));

    /// <summary>A plan in one line.</summary>
    public static JsonTypeInfo<AugmentationPlan> Line { get; } = (JsonTypeInfo<AugmentationPlan>)OneLine.GetTypeInfo(typeof(AugmentationPlan));

    private static readonly Lazy<JsonObject> DefaultPlan = new(() => JsonSerializer.SerializeToNode(new AugmentationPlan(), Plan)!.AsObject());

    private static readonly Lazy<Dictionary<string, JsonObject>> DefaultSteps = new(() => JsonSerializer
        .SerializeToNode(new AugmentationPlan { Steps = AugmentationPlan.AllSteps }, Plan)![Steps]!.AsArray()
        .ToDictionary(step => step![Kind]!.GetValue<string>(), step => step!.AsObject()));

    /// <summary>Reads a plan; what it does not name has its default.</summary>
    /// <exception cref="JsonException">It is no JSON of a plan.</exception>
    /// <exception cref="NotSupportedException">A step has no kind.</exception>
    public static AugmentationPlan? Read(string json)
    {
        using JsonDocument given = JsonDocument.Parse(json);
        var whole = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(whole))
            JsonDefaults.Write(writer, WithWholeSteps(given.RootElement), DefaultPlan.Value);
        return JsonSerializer.Deserialize(whole.WrittenSpan, Plan);
    }

    private static JsonElement WithWholeSteps(JsonElement plan)
    {
        if (plan.ValueKind != JsonValueKind.Object)
            return plan;
        var whole = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(whole))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in plan.EnumerateObject())
                if (property.Name == Steps && property.Value.ValueKind == JsonValueKind.Array)
                    WriteSteps(writer, property.Value);
                else
                    property.WriteTo(writer);
            writer.WriteEndObject();
        }
        var reader = new Utf8JsonReader(whole.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void WriteSteps(Utf8JsonWriter writer, JsonElement steps)
    {
        writer.WriteStartArray(Steps);
        foreach (JsonElement step in steps.EnumerateArray())
            if (step.ValueKind == JsonValueKind.Object && step.TryGetProperty(Kind, out JsonElement kind)
                && kind.ValueKind == JsonValueKind.String && DefaultSteps.Value.TryGetValue(kind.GetString()!, out JsonObject? defaults))
                JsonDefaults.Write(writer, step, defaults);
            else
                step.WriteTo(writer);
        writer.WriteEndArray();
    }

    [JsonSerializable(typeof(AugmentationPlan))]
    private sealed partial class PlanTypes : JsonSerializerContext;
}
