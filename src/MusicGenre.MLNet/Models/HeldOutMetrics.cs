namespace MusicGenre.MLNet.Models;

/// <summary>The held-out figures that travel with a model.</summary>
public sealed record HeldOutMetrics
{
    /// <summary>How the tracks were divided and kept together, in words.</summary>
    public required string Split { get; init; }

    /// <summary>Number of tracks that were held out.</summary>
    public required int Tracks { get; init; }

    /// <summary>Share of tracks whose genre was the most probable one, 0…1.</summary>
    public required double Top1 { get; init; }

    /// <summary>Lower end of the 95 % bootstrap interval of <see cref="Top1"/>.</summary>
    public required double Top1Lower { get; init; }

    /// <summary>Upper end of the 95 % bootstrap interval of <see cref="Top1"/>.</summary>
    public required double Top1Upper { get; init; }

    /// <summary>Share of tracks whose genre was among the two most probable ones, 0…1.</summary>
    public required double Top2 { get; init; }

    /// <summary>Mean F1 over the genres, 0…1.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Mean negative natural logarithm of the true genre's probability.</summary>
    public required double LogLoss { get; init; }

    internal static HeldOutMetrics From(EvaluationResult result) => new()
    {
        Split = result.Split,
        Tracks = result.Metrics.Count,
        Top1 = result.Metrics.Top1,
        Top1Lower = result.Metrics.Top1Interval.Lower,
        Top1Upper = result.Metrics.Top1Interval.Upper,
        Top2 = result.Metrics.TopK(Math.Min(2, result.Metrics.Genres.Count)),
        MacroF1 = result.Metrics.MacroF1,
        LogLoss = result.Metrics.LogLoss,
    };
}
