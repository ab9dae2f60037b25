using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Models;

/// <summary>
/// JSON is written and read by code that is generated at build time. Hashes of models and keys of kept embeddings depend on every
/// character of it, and files of earlier versions lack some properties: reflection, which wrote those, is the judge.
/// </summary>
public class GeneratedJsonTests
{
    private static readonly JsonSerializerOptions Reflection = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    private static readonly ModelManifest Manifest = new()
    {
        Format = 1, LibraryVersion = "0.1", Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), Genres = ["bä", "b\"c"],
        IsPretrained = true, NetworkOutputs = [3, 1], Backbone = Described().First(), BackboneHash = "00", Segments = new SegmentOptions(),
        TrainingTracks = 7, L2Regularization = 0.1f, RefitOnAllData = true, Contents = new Dictionary<string, string> { ["a/b"] = "ff" },
        HeldOut = new EvaluationSummary
        {
            Split = "x", Tracks = 1, Top1 = 0.1, Top1Lower = 0, Top1Upper = double.MaxValue, Top2 = 1, MacroF1 = 1e-9, LogLoss = 3,
        },
    };

    private static IEnumerable<BackboneDescription> Described() => BackboneCatalog.All;

    [TestCaseSource(nameof(Described))]
    public void A_description_is_what_reflection_writes(BackboneDescription description)
    {
        foreach (BackboneDescription each in (BackboneDescription[])[description, description with { Reference = null }])
        {
            string json = JsonSerializer.Serialize(each, Reflection);
            Assert.That(JsonSerializer.Serialize(each, BackboneJson.Type<BackboneDescription>()), Is.EqualTo(json));
            Assert.That(JsonSerializer.SerializeToUtf8Bytes(each, BackboneJson.Type<BackboneDescription>()),
                Is.EqualTo(JsonSerializer.SerializeToUtf8Bytes(each, Reflection)));
            Assert.That(JsonSerializer.Deserialize(json, BackboneJson.Type<BackboneDescription>()), Is.EqualTo(each));
        }
        Assert.That(
            JsonSerializer.Serialize(description.Mel, BackboneJson.Type<MelOptions>(BackboneJson.Compact)),
            Is.EqualTo(JsonSerializer.Serialize(description.Mel)));
    }

    [Test]
    public void A_manifest_is_what_reflection_writes()
    {
        string json = JsonSerializer.Serialize(Manifest, Reflection);

        Assert.That(JsonSerializer.Serialize(Manifest, ModelJson.Manifest), Is.EqualTo(json));
        Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize(json, ModelJson.Manifest), Reflection), Is.EqualTo(json));
    }

    [Test]
    public void A_plan_is_what_reflection_writes()
    {
        var indented = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        var plan = new AugmentationPlan { Copies = 1, Seed = 5, Steps = AugmentationPlan.AllSteps };

        Assert.That(plan.ToJson(), Is.EqualTo(JsonSerializer.Serialize(plan, indented)));
        Assert.That(plan.Identity, Is.EqualTo(
            JsonSerializer.Serialize(plan, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase })));
        Assert.That(AugmentationPlan.FromJson(plan.ToJson()), Is.EqualTo(plan));
    }

    [Test]
    public void What_an_earlier_file_does_not_name_has_its_default()
    {
        BackboneDescription mine = BackboneCatalog.All.First(b => b.Input == BackboneInput.Picture);
        foreach (string removed in JsonSerializer.SerializeToNode(mine, Reflection)!.AsObject().Select(p => p.Key).ToArray())
            RequireSame<BackboneDescription>(mine, removed, node => node);
        foreach (string removed in JsonSerializer.SerializeToNode(mine.Mel, Reflection)!.AsObject().Select(p => p.Key).ToArray())
            RequireSame<BackboneDescription>(mine, removed, node => node["Mel"]!);
        foreach (string removed in JsonSerializer.SerializeToNode(new SegmentOptions(), Reflection)!.AsObject().Select(p => p.Key).ToArray())
            RequireSame<SegmentOptions>(new SegmentOptions { MinSeconds = 9, MaxSecondsPerTrack = 8 }, removed, node => node);
        foreach (string removed in JsonSerializer.SerializeToNode(Manifest, Reflection)!.AsObject().Select(p => p.Key).ToArray())
            RequireSame<ModelManifest>(Manifest, removed, node => node);
        foreach (AugmentationStep step in AugmentationPlan.AllSteps)
            Assert.That(
                AugmentationPlan.FromJson($$"""{ "steps": [ { "kind": "{{step.Kind}}" } ] }"""),
                Is.EqualTo(new AugmentationPlan { Steps = [step] }));
    }

    // Removes a property and asks reflection what should be read.
    private static void RequireSame<T>(T value, string removed, Func<JsonNode, JsonNode> place)
    {
        JsonNode node = JsonSerializer.SerializeToNode(value, Reflection)!;
        place(node).AsObject().Remove(removed);
        string json = node.ToJsonString(), expected, read;
        try
        {
            expected = JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json, Reflection), Reflection);
        }
        catch (JsonException)
        {
            Assert.That(() => Read(json), Throws.InstanceOf<JsonException>(), removed);
            return;
        }
        read = JsonSerializer.Serialize(Read(json), Reflection);
        Assert.That(read, Is.EqualTo(expected), removed);

        static object? Read(string json) => typeof(T) == typeof(ModelManifest)
            ? JsonSerializer.Deserialize(json, ModelJson.Manifest) : JsonSerializer.Deserialize(json, BackboneJson.Type<T>());
    }
}
