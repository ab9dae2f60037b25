using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Evaluation.Trust;

/// <summary>
/// Where the embeddings of known music lie: around a mean, mostly along a few directions. How far an embedding lies from these directions
/// tells music of the same kind from everything else.
/// </summary>
/// <param name="Offset">Shape [values]: the mean of the embeddings.</param>
/// <param name="Scale">Shape [values]: one over their standard deviations.</param>
/// <param name="Directions">Shape [directions][values]: the directions in which standardised embeddings vary most, of length 1.</param>
internal sealed record EmbeddingSpace(float[] Offset, float[] Scale, float[][] Directions)
{
    /// <summary>The most directions that are taken.</summary>
    public const int MostDirections = 16;

    // Each direction must be seen in several tracks.
    private const int TracksPerDirection = 4;

    // Twice as many as converge far enough for a distance.
    private const int Iterations = 8;

    // What takes the place of a distance of nothing: an embedding that was learned from itself.
    private const double Least = 1e-6;

    /// <summary>Fits a space to the embeddings of known music.</summary>
    /// <param name="embeddings">At least two, of one length.</param>
    public static EmbeddingSpace Fit(IReadOnlyList<float[]> embeddings)
    {
        int size = embeddings[0].Length;
        (float[] offset, float[] scale) = Moments(embeddings, size);
        float[][] rows = [.. embeddings.Select(embedding => Standardize(embedding, offset, scale))];
        int count = Math.Min(MostDirections, Math.Min(size / 2, rows.Length / TracksPerDirection));
        return new EmbeddingSpace(offset, scale, Principal(rows, size, count));
    }

    /// <summary>
    /// Computes how far an embedding lies from the directions of known music: the logarithm of the mean square of what they leave of it.
    /// </summary>
    public double Distance(ReadOnlySpan<float> embedding)
    {
        float[] values = Standardize(embedding, Offset, Scale);
        double rest = Dot(values, values);
        foreach (float[] direction in Directions)
        {
            double along = Dot(values, direction);
            rest -= along * along;
        }
        return Math.Log(Math.Max(rest / values.Length, Least));
    }

    private static (float[] Offset, float[] Scale) Moments(IReadOnlyList<float[]> embeddings, int size)
    {
        double[] sums = new double[size], squares = new double[size];
        foreach (float[] embedding in embeddings)
            for (int i = 0; i < size; i++)
            {
                sums[i] += embedding[i];
                squares[i] += (double)embedding[i] * embedding[i];
            }
        var offset = new float[size];
        var scale = new float[size];
        for (int i = 0; i < size; i++)
        {
            double mean = sums[i] / embeddings.Count;
            double deviation = Math.Sqrt(Math.Max((squares[i] / embeddings.Count) - (mean * mean), 0));
            // A value that never changes says nothing of what is known.
            (offset[i], scale[i]) = ((float)mean, deviation > 1e-6 ? (float)(1 / deviation) : 0);
        }
        return (offset, scale);
    }

    // Orthogonal iteration on the covariance, from directions that are always the same.
    private static float[][] Principal(float[][] rows, int size, int count)
    {
        var random = new Random(1);
        float[][] directions = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size)
            .Select(_ => (float)random.NextDouble() - 0.5f).ToArray())];
        Orthonormalize(directions);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            for (int d = 0; d < count; d++)
            {
                var turned = new float[size];
                foreach (float[] row in rows)
                    TensorPrimitives.MultiplyAdd(row, (float)Dot(row, directions[d]), turned, turned);
                directions[d] = turned;
            }
            Orthonormalize(directions);
        }
        return directions;
    }

    // Gram and Schmidt's way; a direction that nothing is left of becomes zero and takes nothing away.
    private static void Orthonormalize(float[][] directions)
    {
        for (int d = 0; d < directions.Length; d++)
        {
            for (int pass = 0; pass < 2; pass++)
                for (int before = 0; before < d; before++)
                    TensorPrimitives.MultiplyAdd(
                        directions[before], -(float)Dot(directions[d], directions[before]), directions[d], directions[d]);
            double length = Math.Sqrt(Dot(directions[d], directions[d]));
            TensorPrimitives.Multiply(directions[d], length > 1e-6 ? (float)(1 / length) : 0, directions[d]);
        }
    }

    private static float[] Standardize(ReadOnlySpan<float> embedding, float[] offset, float[] scale)
    {
        var values = new float[offset.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = (embedding[i] - offset[i]) * scale[i];
        return values;
    }

    private static double Dot(float[] first, float[] second)
    {
        float sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += first[i] * second[i];
        return sum;
    }
}
