using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Models;

/// <summary>
/// Checks that a manifest from a file says what a classifier can be made of, and that it belongs to the network and the head beside it: a
/// classifier with one genre too few would answer, under wrong names.
/// </summary>
internal static class ManifestCheck
{
    // JSON may leave out, or say null, what a record requires.
    /// <exception cref="InvalidDataException">A part is missing or cannot be.</exception>
    public static void RequireWhole(ModelManifest manifest)
    {
        Require(manifest.Format >= 1, $"its format is {manifest.Format}");
        Require(manifest.LibraryVersion is not null, "its manifest names no version of the library");
        Require(manifest.Backbone is not null, "its manifest describes no backbone");
        Require(manifest.BackboneHash is not null, "its manifest has no hash of the backbone");
        Require(manifest.Segments is not null, "its manifest says nothing of segments");
        Require(manifest.Contents is not null && !manifest.Contents.Values.Contains(null!), "its manifest does not name its contents");
        Require(manifest.Genres is { Count: > 0 }, "its manifest names no genres");
        Require(manifest.TrainingTracks >= 0, $"its manifest counts {manifest.TrainingTracks} tracks");
        Require(float.IsFinite(manifest.L2Regularization), "the penalty in its manifest is not a number");
        RequireNames(manifest.Genres!);
        RequireSegments(manifest.Segments!);
    }

    /// <exception cref="InvalidDataException">The manifest is that of another classifier.</exception>
    public static void RequireFits(ModelManifest manifest, Backbone backbone, LinearHead head)
    {
        Require(
            manifest.Genres.Count == head.Genres,
            $"its manifest names {manifest.Genres.Count} genres, and its head tells {head.Genres} apart");
        Require(
            head.EmbeddingSize == backbone.EmbeddingSize,
            $"its head takes {head.EmbeddingSize} values, and its backbone gives {backbone.EmbeddingSize}");
        Require(
            manifest.NetworkOutputs is not { } outputs
                || (outputs.Count == head.Genres && outputs.All(output => output >= 0 && output < head.EmbeddingSize)),
            "the places of its genres among the network's outputs are not right");
        Require(manifest.BackboneHash == backbone.Hash, "its backbone is not the one that its manifest names");
    }

    private static void RequireNames(IReadOnlyList<string> genres)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? genre in genres)
        {
            Require(!string.IsNullOrWhiteSpace(genre), "its manifest has a genre without a name");
            Require(seen.Add(genre!), $"its manifest has the genre {genre} twice");
        }
    }

    private static void RequireSegments(SegmentOptions segments)
    {
        try
        {
            segments.Validate();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"the segments in its manifest cannot be: {e.Message}", e);
        }
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new InvalidDataException($"{problem}.");
    }
}
