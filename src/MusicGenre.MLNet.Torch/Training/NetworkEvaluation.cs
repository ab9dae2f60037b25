namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How well a network knows examples it was not trained on.</summary>
/// <param name="Loss">Mean −ln(probability of the true genre), in nats.</param>
/// <param name="Accuracy">The fraction 0…1 whose genre was the first choice.</param>
/// <param name="Probabilities">Each example's probabilities [genres], in the order of the examples.</param>
/// <param name="Genres">Each example's true genre.</param>
public sealed record NetworkEvaluation(
    double Loss, double Accuracy, IReadOnlyList<float[]> Probabilities, IReadOnlyList<int> Genres)
{
    /// <summary>The fraction 0…1 of the examples whose genre was among the first <paramref name="k"/> choices; ties go to the genre listed
    /// first.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public double TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        int right = 0;
        for (int i = 0; i < Genres.Count; i++)
        {
            float[] p = Probabilities[i];
            int truth = Genres[i];
            int before = p.Where((value, genre) => value > p[truth] || (value == p[truth] && genre < truth)).Count();
            if (before < k)
                right++;
        }

        return (double)right / Genres.Count;
    }
}
