namespace MusicGenre.MLNet.Backbones;

/// <summary>What stands before the weights in a <see cref="BackbonePackage"/>.</summary>
/// <param name="Backbone">The backbone.</param>
/// <param name="Segments">How much of a track it is used on.</param>
internal sealed record BackboneHeader(BackboneDescription Backbone, SegmentOptions Segments);
