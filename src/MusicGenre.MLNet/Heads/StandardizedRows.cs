using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MusicGenre.MLNet.Heads;

/// <summary>Rows of a training set with their features standardised once, for as many trainings as are wanted.</summary>
internal sealed class StandardizedRows
{
    private readonly MLContext _mlContext;
    private readonly LabeledRows _all;
    private readonly GenreClassificationOptions _options;
    private readonly ITransformer _standardize;
    private readonly IDataView _rows;
    private readonly ITransformer _clean;

    public StandardizedRows(MLContext mlContext, LabeledRows all, IReadOnlyList<LabeledEmbedding> rows, GenreClassificationOptions options)
    {
        (_mlContext, _all, _options) = (mlContext, all, options);
        IDataView view = all.ToDataView(mlContext, options, rows);
        _standardize = Standardize(mlContext, options).Fit(view);
        _rows = mlContext.Data.Cache(_standardize.Transform(view), options.LabelColumnName, ColumnName(options));
        _clean = mlContext.Transforms.DropColumns(ColumnName(options)).Fit(_rows);
        if (options.FeatureWeights is { } weights)
            _rows = all.ToDataView(mlContext, options with { FeatureColumnName = ColumnName(options) }, Weighted(rows, weights));
    }

    /// <summary>The column of standardised features, which a trained chain does not show.</summary>
    public static string ColumnName(GenreClassificationOptions options) => options.FeatureColumnName + "Standardized";

    /// <summary>Zero mean and unit variance in each slot: (x − mean) / deviation.</summary>
    public static IEstimator<ITransformer> Standardize(MLContext mlContext, GenreClassificationOptions options)
        => mlContext.Transforms.NormalizeMeanVariance(
            ColumnName(options), options.FeatureColumnName, maximumExampleCount: long.MaxValue, fixZero: false);

    /// <summary>Trains on the rows.</summary>
    /// <returns>The whole chain, from features that are not standardised.</returns>
    public TransformerChain<ITransformer> Fit(IEstimator<ITransformer> trainer)
        => new(_standardize, Unweighted(trainer.Fit(_rows)), _clean);

    private LabeledEmbedding[] Weighted(IReadOnlyList<LabeledEmbedding> rows, IReadOnlyList<float> weights)
    {
        (float[] offset, float[] scale) = LinearHead.NormalizationOf(_standardize);
        return [.. rows.Select(row => new LabeledEmbedding
        {
            Embedding = [.. row.Embedding.Select((value, i) => (value - offset[i]) * scale[i] * weights[i])],
            Label = row.Label,
            Group = row.Group,
            IsCopy = row.IsCopy,
        })];
    }

    // The same model for values that are standardised only: what they were multiplied with goes into its weights.
    private ITransformer Unweighted(ITransformer trained)
    {
        if (_options.FeatureWeights is not { } factors)
            return trained;
        MaximumEntropyModelParameters model = LinearHead.Flatten(trained)
            .OfType<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>().Single().Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int genres);
        return MaximumEntropy.Create(
            _mlContext, _standardize.Transform(_all.ToDataView(_mlContext, _options, [])).Schema, ColumnName(_options), _options,
            [.. weights.Take(genres).Select(row => row.DenseValues().Select((weight, i) => weight * factors[i]).ToArray())],
            [.. model.GetBiases()], _all.Genres);
    }
}
