using Microsoft.ML;
using Microsoft.ML.Data;

namespace MusicGenre.MLNet.Heads;

/// <summary>Rows of a training set with their features standardised once, for as many trainings as are wanted.</summary>
internal sealed class StandardizedRows
{
    private readonly ITransformer _standardize;
    private readonly IDataView _rows;
    private readonly ITransformer _clean;

    public StandardizedRows(MLContext mlContext, LabeledRows all, IReadOnlyList<LabeledEmbedding> rows, GenreClassificationOptions options)
    {
        IDataView view = all.ToDataView(mlContext, options, rows);
        _standardize = Standardize(mlContext, options).Fit(view);
        _rows = mlContext.Data.Cache(_standardize.Transform(view), options.LabelColumnName, ColumnName(options));
        _clean = mlContext.Transforms.DropColumns(ColumnName(options)).Fit(_rows);
    }

    /// <summary>The column of standardised features, which a trained chain does not show.</summary>
    public static string ColumnName(GenreClassificationOptions options) => options.FeatureColumnName + "Standardized";

    /// <summary>Zero mean and unit variance in each slot: (x − mean) / deviation.</summary>
    public static IEstimator<ITransformer> Standardize(MLContext mlContext, GenreClassificationOptions options)
        => mlContext.Transforms.NormalizeMeanVariance(
            ColumnName(options), options.FeatureColumnName, maximumExampleCount: long.MaxValue, fixZero: false);

    /// <summary>Trains on the rows.</summary>
    /// <returns>The whole chain, from features that are not standardised.</returns>
    public TransformerChain<ITransformer> Fit(IEstimator<ITransformer> trainer) => new(_standardize, trainer.Fit(_rows), _clean);
}
