using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>One fold of a cross-validation.</summary>
/// <param name="Name">The fold's name.</param>
/// <param name="Tracks">Number of tracks that were tested.</param>
/// <param name="Top1">Share of tracks whose genre was ranked first, 0…1.</param>
/// <param name="MacroF1">Mean F1 over genres, 0…1.</param>
internal sealed record FoldFigures(string Name, int Tracks, double Top1, double MacroF1)
{
    /// <summary>The figures of a fold.</summary>
    public static FoldFigures From(FoldResult fold) =>
        new(fold.Name, fold.Result.Metrics.Count, fold.Result.Metrics.Top1, fold.Result.Metrics.MacroF1);
}
