using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Heads;

/// <summary>A head that was trained here.</summary>
/// <param name="Transformer">Gets the head as ML.NET has it: from <c>Embedding</c> to <c>Score</c> and <c>PredictedLabel</c> (a
/// key).</param>
/// <param name="Linear">The same head for the hot path.</param>
/// <param name="L2Regularization">The weight of the L2 penalty it was trained with; <see langword="null"/> if it was not trained by
/// itself.</param>
internal sealed record TrainedHead(Func<MLContext, ITransformer> Transformer, LinearHead Linear, float? L2Regularization)
{
    /// <summary>The same head with its scores divided by a temperature.</summary>
    /// <param name="temperature">The temperature; <see langword="null"/> for none.</param>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    public TrainedHead WithTemperature(TemperatureScaling? temperature, IReadOnlyList<string> genres)
    {
        if (temperature is null)
            return this;
        Func<MLContext, ITransformer> unscaled = Transformer;
        return new TrainedHead(
            mlContext => new TransformerChain<ITransformer>(
                unscaled(mlContext), ScoreTemperature.Estimator(mlContext, temperature.Temperature, genres).Fit(Empty(mlContext, genres.Count))),
            Linear.WithTemperature(temperature.Temperature), L2Regularization);
    }

    private static IDataView Empty(MLContext mlContext, int genres)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, genres);
        return mlContext.Data.LoadFromEnumerable(Array.Empty<Row>(), schema);
    }

    private sealed class Row
    {
        public float[] Score { get; set; } = [];
    }
}
