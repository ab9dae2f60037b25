namespace MusicGenre.MLNet.Torch.Distillation;

/// <summary>
/// Mean and standard deviation of every target over the training windows. Embeddings are standardised with them; a tag's mean is how frequent it is.
/// </summary>
/// <param name="Means">One for each target.</param>
/// <param name="Deviations">One for each target, never 0.</param>
internal sealed record TargetStatistics(float[] Means, float[] Deviations)
{
    public static TargetStatistics Of(IReadOnlyList<TaughtWindow> windows)
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

        var means = new float[size];
        var deviations = new float[size];
        for (int i = 0; i < size; i++)
        {
            double mean = sums[i] / windows.Count;
            means[i] = (float)mean;
            // A value that never changes (a dead unit of a teacher) is learned at once and must not be blown up.
            double deviation = Math.Sqrt(Math.Max(squares[i] / windows.Count - mean * mean, 0));
            deviations[i] = deviation < 1e-4 ? 1 : (float)deviation;
        }

        return new TargetStatistics(means, deviations);
    }
}
