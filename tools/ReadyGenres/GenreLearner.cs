using System.Numerics.Tensors;

namespace ReadyGenres;

/// <summary>
/// Learns the scores of some genres from labelled tracks: softmax over these genres, with a penalty on what their weights differ by from
/// those of the network. Scores are linear in standardised embeddings.
/// </summary>
internal static class GenreLearner
{
    private const int Iterations = 400;

    /// <summary>Learns.</summary>
    /// <param name="rows">Shape [tracks][values]: standardised embeddings.</param>
    /// <param name="labels">For each track the place of its genre among <paramref name="columns"/>.</param>
    /// <param name="columns">The places of the genres that are learned.</param>
    /// <param name="weights">Shape [genres][values]: what the network has.</param>
    /// <param name="biases">Shape [genres].</param>
    /// <param name="penalty">The weight of the penalty.</param>
    /// <returns>The weights and biases of all genres.</returns>
    public static (float[][] Weights, float[] Biases) Learn(
        float[][] rows, int[] labels, int[] columns, float[][] weights, float[] biases, double penalty)
    {
        int size = rows[0].Length, genres = columns.Length;
        float[][] learned = [.. weights.Select(row => (float[])row.Clone())], looked = [.. columns.Select(c => (float[])weights[c].Clone())];
        var added = (float[])biases.Clone();
        float[] lookedAdded = [.. columns.Select(c => biases[c])];
        // Half of the largest curvature of the loss is at most a quarter of the rows' squares; the largest direction holds a tenth of them.
        double step = 1 / (penalty + (0.05 * rows.Sum(row => (double)TensorPrimitives.SumOfSquares<float>(row))));
        for (int iteration = 1; iteration <= Iterations; iteration++)
        {
            float[][] slopes = [.. columns.Select(_ => new float[size])];
            var slopesAdded = new double[genres];
            for (int t = 0; t < rows.Length; t++)
            {
                var scores = new float[genres];
                for (int g = 0; g < genres; g++)
                    scores[g] = TensorPrimitives.Dot<float>(looked[g], rows[t]) + lookedAdded[g];
                TensorPrimitives.SoftMax<float>(scores, scores);
                scores[labels[t]] -= 1;
                for (int g = 0; g < genres; g++)
                {
                    TensorPrimitives.MultiplyAdd(rows[t], scores[g], slopes[g], slopes[g]);
                    slopesAdded[g] += scores[g];
                }
            }
            // Nesterov's way: the next look is beyond the new place.
            float beyond = (iteration - 1f) / (iteration + 2f);
            for (int g = 0; g < genres; g++)
            {
                float[] now = learned[columns[g]], prior = weights[columns[g]];
                for (int i = 0; i < size; i++)
                {
                    float next = (float)(looked[g][i] - (step * (slopes[g][i] + (penalty * (looked[g][i] - prior[i])))));
                    looked[g][i] = next + (beyond * (next - now[i]));
                    now[i] = next;
                }
                float nextAdded = (float)(lookedAdded[g] - (step * slopesAdded[g]));
                lookedAdded[g] = nextAdded + (beyond * (nextAdded - added[columns[g]]));
                added[columns[g]] = nextAdded;
            }
        }
        return (learned, added);
    }
}
