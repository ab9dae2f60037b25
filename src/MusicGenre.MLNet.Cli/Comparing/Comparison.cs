using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>The results of a comparison.</summary>
internal sealed record Comparison
{
    /// <summary>The data folder, as it was named.</summary>
    public required string Data { get; init; }

    /// <summary>How the tracks were divided, in words; null if no model was trained.</summary>
    public required string? Split { get; init; }

    /// <summary>Number of tracks that the figures are of.</summary>
    public required int Tracks { get; init; }

    /// <summary>Number of genres.</summary>
    public required int Genres { get; init; }

    /// <summary>Seed of folds, networks and intervals.</summary>
    public required int Seed { get; init; }

    /// <summary>The most epochs that were asked for; null for as many as suit a network.</summary>
    public required int? Epochs { get; init; }

    /// <summary>Number of clips that the speed was measured on.</summary>
    public required int Clips { get; init; }

    /// <summary>Number of cores of this machine.</summary>
    public required int Cores { get; init; }

    /// <summary>The models, in the order of the table.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>Sentences on models that were not tested on the same tracks as the others.</summary>
    public required IReadOnlyList<string> Differing { get; init; }

    /// <summary>Files that a model could not use, with paths relative to the data folder.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }
}
