using System.Text.Json.Serialization;
using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>The answer for a classified file or album, for programs.</summary>
/// <param name="Path">The path as it was given.</param>
/// <param name="Genre">The most probable genre; <c>unknown</c> if none fits; null if the file could not be used.</param>
/// <param name="Confidence">The probability of the most probable genre; null if the file could not be used.</param>
/// <param name="Unknown">Whether the sound is like nothing that the classifier knows, or no genre is probable enough.</param>
/// <param name="Ranked">The most probable genres, the best first; empty if the file could not be used.</param>
/// <param name="Error">Why the file could not be used; null if it could.</param>
/// <param name="Segments">The same for each segment; null, and then left out, if it was not asked for.</param>
internal sealed record ClassifiedFile(
    string Path,
    string? Genre,
    float? Confidence,
    bool Unknown,
    IReadOnlyList<GenreProbability> Ranked,
    string? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ClassifiedSegment>? Segments)
{
    /// <summary>What stands for a genre where none fits.</summary>
    public const string UnknownGenre = "unknown";
}
