namespace Distill.Distillation;

/// <summary>
/// Mean and deviation of every target over the training windows. Embeddings are standardised with them; a tag's mean is how frequent it is.
/// </summary>
/// <param name="Means">One for each target.</param>
/// <param name="Deviations">One for each target, never 0.</param>
internal sealed record TargetStatistics(float[] Means, float[] Deviations)
{
    /// <summary>
    /// The least deviation of a value, relative to the root mean square of those of its block. Some of a teacher's units hardly ever fire;
    /// standardised by their own deviation, one window in thousands would count for more than all others.
    /// </summary>
    private const double LeastDeviation = 0.2;

    public static TargetStatistics Of(IReadOnlyList<TaughtWindow> windows, IReadOnlyList<TargetBlock> blocks)
    {
        int size = windows[0].Targets.Length;
        var sums = new double[size];
        var squares = new double[size];
        foreach (TaughtWindow window in windows)
        {
            for (int i = 0; i < size; i++)
            {
                double value = (double)window.Targets[i];
                sums[i] += value;
                squares[i] += value * value;
            }
        }

        double[] means = [.. sums.Select(sum => sum / windows.Count)];
        double[] variances = [.. squares.Select((square, i) => Math.Max(square / windows.Count - means[i] * means[i], 0))];
        var deviations = new float[size];
        foreach (TargetBlock block in blocks)
        {
            double typical = Math.Sqrt(variances[block.Start..block.End].Average());
            double least = typical > 0 ? LeastDeviation * typical : 1;
            for (int i = block.Start; i < block.End; i++)
                deviations[i] = (float)Math.Max(Math.Sqrt(variances[i]), least);
        }

        return new TargetStatistics([.. means.Select(mean => (float)mean)], deviations);
    }
}
