using System.Text.Json;
using System.Text.Json.Nodes;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages JSON by its values and names.</summary>
internal static class JsonMutator
{
    /// <summary>Words that JSON files may hold, for what is damaged as text.</summary>
    public static readonly string[] Words =
        ["null", "true", "false", "{", "}", "[", "]", "\"", ":", ",", "\\u0000", "\\ud800", "1e999", "-0", "NaN", "0.1", "//", "\n",
            "\"Format\":", "é", "\0"];

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 1_000 };

    public static byte[] Mutate(Dice dice, byte[] json)
    {
        switch (dice.Next(8))
        {
            case 0: return ByteMutator.Mutate(dice, json);
            case 1: return TextMutator.Mutate(dice, System.Text.Encoding.UTF8.GetString(json), Words);
        }
        try
        {
            JsonNode? root = JsonNode.Parse(json);
            for (int rounds = dice.Rounds(); rounds > 0 && root is not null; rounds--)
                root = Once(dice, root);
            return JsonSerializer.SerializeToUtf8Bytes(root, Deep);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Something damaged it before, so that it is no JSON any more, or has names that are no text or are there twice.
            return ByteMutator.Mutate(dice, json);
        }
    }

    private static JsonNode? Once(Dice dice, JsonNode root)
    {
        JsonNode[] all = [.. All(root)];
        JsonNode chosen = dice.Pick(all);
        switch (chosen)
        {
            case JsonObject some when some.Count > 0 && dice.OneIn(2):
                string name = dice.Pick([.. some.Select(property => property.Key)]);
                ChangeProperty(dice, some, name, all);
                return root;
            case JsonArray list when list.Count > 0 && dice.OneIn(2):
                int at = dice.Next(list.Count);
                if (dice.OneIn(2))
                    list.RemoveAt(at);
                else
                    list.Insert(at, list[at]?.DeepClone());
                return root;
        }
        JsonNode? value = Value(dice, chosen, all);
        if (chosen == root)
            return dice.OneIn(4) ? value : root;
        switch (chosen.Parent)
        {
            case JsonObject parent: parent[chosen.GetPropertyName()] = value; break;
            case JsonArray parent: parent[chosen.GetElementIndex()] = value; break;
        }
        return root;
    }

    private static void ChangeProperty(Dice dice, JsonObject some, string name, JsonNode[] all)
    {
        switch (dice.Next(4))
        {
            case 0: some.Remove(name); break;
            case 1: some[name] = null; break;
            case 2:
                JsonNode? moved = some[name];
                some.Remove(name);
                some[dice.Pick("x", "", name.ToLowerInvariant(), name + "s", "$type", "$ref")] = moved;
                break;
            default: some[name] = Value(dice, some[name], all); break;
        }
    }

    // Mostly a value of the same kind, which gets further.
    private static JsonNode? Value(Dice dice, JsonNode? old, JsonNode[] all)
    {
        JsonValueKind kind = old?.GetValueKind() ?? JsonValueKind.Null;
        if (kind == JsonValueKind.Number && !dice.OneIn(4))
            return dice.OneIn(3)
                ? JsonValue.Create(dice.Pick(0.1, -0.5, 1e-30, 1e30, 1e300, double.MaxValue, double.Epsilon, 1.0 / 3, -1e9, 0.999))
                : JsonValue.Create(dice.Number());
        if (kind == JsonValueKind.String && !dice.OneIn(4))
            return dice.Next(6) switch
            {
                0 => "",
                1 => old!.GetValue<string>() + dice.Pick(" ", "x", "\0", "\u202E", "é"),
                2 => new string('a', dice.Next(2_000)),
                3 => dice.Pick("0", "-1", "NaN", "null", "../x", "Picture", "MelSpectrogram", "ChannelsHeightWidth", "FramesMels", "Hann",
                    "\uD83C"),
                _ => all.OfType<JsonValue>().Where(one => one.GetValueKind() == JsonValueKind.String).Select(one => one.GetValue<string>())
                    .ElementAtOrDefault(dice.Next(40)) ?? "x",
            };
        return dice.Next(8) switch
        {
            0 => null,
            1 => JsonValue.Create(dice.OneIn(2)),
            2 => JsonValue.Create(dice.Number()),
            3 => "text",
            4 => new JsonArray([.. Enumerable.Range(0, dice.Next(5)).Select(_ => (JsonNode?)JsonValue.Create(dice.Next(5)))]),
            5 => new JsonObject { ["a"] = 1 },
            6 => Nested(dice.Next(100)),
            _ => dice.Pick(all).DeepClone(),
        };
    }

    private static JsonArray Nested(int depth) => depth == 0 ? [] : [Nested(depth - 1)];

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject some => [node, .. some.Select(property => property.Value).OfType<JsonNode>().SelectMany(All)],
        JsonArray list => [node, .. list.OfType<JsonNode>().SelectMany(All)],
        _ => [node],
    };
}
