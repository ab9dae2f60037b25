namespace MusicGenre.MLNet.Models;

/// <summary>The figures of an <see cref="EvaluationResult"/> that are saved with a model.</summary>
public sealed record EvaluationSummary
{
    /// <summary>Gets how the tracks were divided and kept together, in words.</summary>
    public required string Split { get; init; }

    /// <summary>Gets the number of tracks that were held out.</summary>
    public required int Tracks { get; init; }

    /// <summary>Gets the share of tracks whose genre was the most probable one, 0…1.</summary>
    public required double Top1 { get; init; }

    /// <summary>Gets the lower end of the 95 % interval of <see cref="Top1"/>.</summary>
    public required double Top1Lower { get; init; }

    /// <summary>Gets the upper end of the 95 % interval of <see cref="Top1"/>.</summary>
    public required double Top1Upper { get; init; }

    /// <summary>Gets the share of tracks whose genre was among the two most probable ones, 0…1.</summary>
    public required double Top2 { get; init; }

    /// <summary>Gets the mean F1 over the genres, 0…1.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Gets the mean negative natural logarithm of the true genre's probability.</summary>
    public required double LogLoss { get; init; }

    internal static EvaluationSummary From(EvaluationResult result) => new()
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
