using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>What the rows of a part have in common; kept as JSON in the part's footer, under <see cref="Key"/>.</summary>
internal sealed record PartIdentity
{
    /// <summary>The name of the footer's entry.</summary>
    public const string Key = "musicgenre.part";

    /// <summary>The version of the schema that this version writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Gets the version of the schema.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Gets a short name for the network, the head and their settings: equal for parts whose values can be compared.</summary>
    public required string Model { get; init; }

    /// <summary>Gets the backbone's name in the catalogue, or the one that its description gives.</summary>
    public required string Backbone { get; init; }

    /// <summary>Gets the SHA-256 of the backbone's weights and description.</summary>
    public required string BackboneHash { get; init; }

    /// <summary>Gets the number of values of an embedding.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Gets the genres in the order of the probabilities; empty where tracks were embedded only.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>Gets the version of the library that made the rows; several are separated by commas.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Gets what the rows were made of: lists of files, and which of their shards.</summary>
    public required IReadOnlyList<PartSource> Sources { get; init; }

    /// <summary>Gets the identity as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PartJson.Default.PartIdentity);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="ToolException">It is something else, or from a newer version.</exception>
    public static PartIdentity Parse(string json, string where)
    {
        try
        {
            PartIdentity identity = JsonSerializer.Deserialize(json, PartJson.Default.PartIdentity) ?? throw new JsonException("it is empty");
            return identity.Format <= CurrentFormat
                ? identity
                : throw new ToolException($"{where} was written by a newer version of this tool ({identity.LibraryVersion}). Update it.");
        }
        catch (JsonException exception)
        {
            throw new ToolException($"{where} is damaged: what its footer says about it cannot be read ({exception.Message}).", exception);
        }
    }

    /// <summary>Gets whether two parts are of the same run: the same model, version, list and shard.</summary>
    public bool IsSameRunAs(PartIdentity other) => ToJson() == other.ToJson();
}

/// <summary>A list of files, and which shards of it were done.</summary>
/// <param name="List">The list's hash.</param>
/// <param name="Paths">The number of paths in the whole list.</param>
/// <param name="Shards">How many shards it was divided into.</param>
/// <param name="Done">The shards that are here, in order.</param>
internal sealed record PartSource(string List, int Paths, int Shards, IReadOnlyList<int> Done);

/// <summary>Reads and writes identities; the code is generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PartIdentity))]
internal sealed partial class PartJson : JsonSerializerContext;
