using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>
/// Trains the same head as ML.NET's trainer, multinomial logistic regression on standardized embeddings with an L2 penalty, without holding
/// the rows in memory: that trainer keeps a copy of all of them.
/// </summary>
internal sealed class StreamedHead(
    RowStore rows, IReadOnlyList<string> genres, IReadOnlyList<float>? featureWeights, int seed, CancellationToken cancellationToken)
{
    // Steps that change nothing that a probability of four digits would show.
    private const double GradientTolerance = 1e-5, ProgressTolerance = 1e-9, ParameterTolerance = 1e-9;
    private const int Memory = 20, MostSteps = 300;

    private static readonly GenreClassificationOptions Columns = new();

    /// <summary>Trains a head.</summary>
    /// <param name="wanted">Tells which rows are learned from.</param>
    /// <param name="l2">The weight of the L2 penalty.</param>
    /// <param name="pass">Is told how often the rows were read.</param>
    public TrainedHead Train(Func<int, bool> wanted, float l2, Action<int> pass)
    {
        var mlContext = new MLContext(seed);
        LabeledRows shape = new([new LabeledEmbedding { Embedding = new float[rows.Size] }], genres);
        IDataView view = shape.ToDataView(mlContext, Columns, Rows(wanted));
        ITransformer standardize = StandardizedRows.Standardize(mlContext, Columns).Fit(view);
        var loss = new StreamedLoss(rows, wanted, Of(standardize), genres.Count, l2, cancellationToken);
        float[][] weights = loss.Weights(Minimize(loss, pass), out float[] biases);
        return Assemble(mlContext, standardize, standardize.Transform(view), [.. weights.Select(Unweighted)], biases, l2);
    }

    // The enumerable hands out one row again and again: ML.NET copies what it is given.
    private IEnumerable<LabeledEmbedding> Rows(Func<int, bool> wanted)
    {
        var row = new LabeledEmbedding { Embedding = new float[rows.Size] };
        for (int i = 0; i < rows.Count; i++)
        {
            if (!wanted(i))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            rows.Read(i, row.Embedding);
            row.Label = genres[rows.Genres[i]];
            yield return row;
        }
    }

    private Vector<double> Minimize(StreamedLoss loss, Action<int> pass)
    {
        IObjectiveFunction objective = ObjectiveFunction.Gradient(parameters =>
        {
            (double, Vector<double>) found = loss.Of(parameters);
            pass(loss.Passes);
            return found;
        });
        var minimizer = new LimitedMemoryBfgsMinimizer(GradientTolerance, ParameterTolerance, ProgressTolerance, Memory, MostSteps);
        return minimizer.FindMinimum(objective, Vector<double>.Build.Dense(loss.Parameters)).MinimizingPoint;
    }

    // Parts side by side are weighted behind the standardization.
    private Standardization Of(ITransformer transformer)
    {
        (float[] offset, float[] scale) = LinearHead.NormalizationOf(transformer);
        return new Standardization(offset, featureWeights is null ? scale : [.. scale.Zip(featureWeights, (a, b) => a * b)]);
    }

    // The same for values that are standardized only.
    private float[] Unweighted(float[] weights)
        => featureWeights is null ? weights : [.. weights.Zip(featureWeights, (a, b) => a * b)];

    private TrainedHead Assemble(
        MLContext mlContext, ITransformer standardize, IDataView standardized, float[][] weights, float[] biases, float l2)
    {
        string features = StandardizedRows.ColumnName(Columns);
        var chain = new TransformerChain<ITransformer>(
            standardize, MaximumEntropy.Create(mlContext, standardized.Schema, features, Columns, weights, biases, genres),
            mlContext.Transforms.DropColumns(features).Fit(standardized));
        return new TrainedHead(_ => chain, LinearHead.Extract(chain), l2);
    }
}
