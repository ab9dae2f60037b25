using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>
/// The loss of multinomial logistic regression over rows on disk, and its gradient: the mean of −ln p(genre) and the L2 penalty of the weights
/// without the biases, as ML.NET's trainer has them. Memory holds a block of rows for each part.
/// </summary>
/// <remarks>
/// The rows are always divided into the same parts, whose sums are added in their order: the result does not depend on the number of cores.
/// </remarks>
internal sealed class StreamedLoss
{
    private const int Parts = 8, BlockRows = 512;

    private readonly RowStore _rows;
    private readonly Func<int, bool> _wanted;
    private readonly Standardization _standardization;
    private readonly int _genres, _size;
    private readonly double _l2;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Creates the loss.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="wanted">Tells which of them count.</param>
    /// <param name="standardization">What is done to each value before.</param>
    /// <param name="genres">The number of genres.</param>
    /// <param name="l2">The weight of the penalty, against the sum over all rows.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    public StreamedLoss(
        RowStore rows, Func<int, bool> wanted, Standardization standardization, int genres, double l2, CancellationToken cancellationToken)
    {
        (_rows, _wanted, _standardization, _genres, _size) = (rows, wanted, standardization, genres, rows.Size);
        (_l2, _cancellationToken) = (l2, cancellationToken);
    }

    /// <summary>Gets the number of parameters: for each genre the weights, then its bias.</summary>
    public int Parameters => _genres * (_size + 1);

    /// <summary>Gets how often the rows were read.</summary>
    public int Passes { get; private set; }

    /// <summary>Computes loss and gradient.</summary>
    public (double Loss, Vector<double> Gradient) Of(Vector<double> parameters)
    {
        Passes++;
        float[][] weights = Weights(parameters, out float[] biases);
        var parts = new PartSum[Parts];
        var options = new ParallelOptions { CancellationToken = _cancellationToken };
        Parallel.For(0, Parts, options, part => parts[part] = Sum(part, weights, biases));
        double[] gradient = new double[Parameters];
        double loss = 0;
        long count = 0;
        foreach (PartSum part in parts)
        {
            (loss, count) = (loss + part.Loss, count + part.Count);
            TensorPrimitives.Add(gradient, part.Gradient, gradient);
        }
        for (int g = 0; g < _genres; g++)
            for (int i = 0, at = g * (_size + 1); i < _size; i++, at++)
            {
                loss += 0.5 * _l2 * parameters[at] * parameters[at];
                gradient[at] += _l2 * parameters[at];
            }
        TensorPrimitives.Divide(gradient, (double)count, gradient);
        return (loss / count, Vector<double>.Build.Dense(gradient));
    }

    /// <summary>Takes parameters apart.</summary>
    public float[][] Weights(Vector<double> parameters, out float[] biases)
    {
        var weights = new float[_genres][];
        biases = new float[_genres];
        for (int g = 0; g < _genres; g++)
        {
            int begin = g * (_size + 1);
            weights[g] = [.. Enumerable.Range(begin, _size).Select(at => (float)parameters[at])];
            biases[g] = (float)parameters[begin + _size];
        }
        return weights;
    }

    private PartSum Sum(int part, float[][] weights, float[] biases)
    {
        int first = (int)((long)_rows.Count * part / Parts), last = (int)((long)_rows.Count * (part + 1) / Parts);
        var block = new float[BlockRows * _size];
        var (scores, row) = (new float[_genres], new float[_size]);
        var sums = new float[_genres * (_size + 1)];
        var gradient = new double[_genres * (_size + 1)];
        double loss = 0;
        long count = 0;
        for (int begin = first; begin < last; begin += BlockRows)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(BlockRows, last - begin);
            _rows.Read(begin, block.AsSpan(0, rows * _size));
            Array.Clear(sums);
            for (int r = 0; r < rows; r++)
            {
                if (!_wanted(begin + r))
                    continue;
                _standardization.Apply(block.AsSpan(r * _size, _size), row);
                for (int g = 0; g < _genres; g++)
                    scores[g] = TensorPrimitives.Dot(weights[g], row) + biases[g];
                TensorPrimitives.SoftMax(scores, scores);
                int genre = _rows.Genres[begin + r];
                loss -= Math.Log(Math.Max(scores[genre], float.Epsilon));
                count++;
                scores[genre] -= 1;
                for (int g = 0; g < _genres; g++)
                {
                    Span<float> sum = sums.AsSpan(g * (_size + 1), _size + 1);
                    TensorPrimitives.MultiplyAdd(row, scores[g], sum[.._size], sum[.._size]);
                    sum[_size] += scores[g];
                }
            }
            // Single precision adds up a block only.
            for (int i = 0; i < sums.Length; i++)
                gradient[i] += sums[i];
        }
        return new PartSum(loss, count, gradient);
    }

    private sealed record PartSum(double Loss, long Count, double[] Gradient);
}
