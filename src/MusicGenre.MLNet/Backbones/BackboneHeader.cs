using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Backbones;

/// <summary>What stands before the weights in a <see cref="BackbonePackage"/>.</summary>
/// <param name="Backbone">The backbone.</param>
/// <param name="Segments">How much of a track it is used on.</param>
internal sealed record BackboneHeader(BackboneDescription Backbone, SegmentOptions Segments)
{
    /// <summary>Gets the lengths of the parts' packages, which stand in the place of weights; <see langword="null"/> for one
    /// network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Parts { get; init; }
}
