using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>A part of a file as it was: bytes that are still in the file as it is now, or bytes that are nowhere else.</summary>
/// <param name="From">Where the bytes are in the file as it is now; null for bytes of its own.</param>
/// <param name="Length">How many those are.</param>
/// <param name="Bytes">The bytes that are nowhere else, in Base64; null for bytes that are in the file.</param>
internal sealed record UndoPart(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Length,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? Bytes);
