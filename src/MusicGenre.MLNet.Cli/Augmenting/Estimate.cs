using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>A mean over tracks with its 95 % interval.</summary>
internal sealed record Estimate(double Mean, ConfidenceInterval Interval)
{
    public static Estimate Of(double[] values) => new(values.Average(), BootstrapIntervals.OfMean(values));

    /// <summary>Gets by how much one is more than the other, on the same tracks.</summary>
    public static Estimate OfChange(double[] values, double[] before) => Of([.. values.Zip(before, (value, other) => value - other)]);
}
