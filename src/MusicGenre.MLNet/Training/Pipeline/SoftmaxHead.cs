using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MusicGenre.MLNet.Training.Pipeline;

/// <summary>The head of a network that ends in one value a genre, as ML.NET has it: from <c>Embedding</c> to <c>Score</c> and <c>PredictedLabel</c> (text).</summary>
internal static class SoftmaxHead
{
    public static TrainedHead Create(MLContext mlContext, IReadOnlyList<string> genres)
    {
        IDataView empty = mlContext.Data.LoadFromEnumerable(Array.Empty<Row>(), Row.Schema(genres.Count));
        ITransformer transformer = new EstimatorChain<ITransformer>()
            .Append(SavedConstant.Add(mlContext, PipelineColumns.Package, JsonSerializer.SerializeToUtf8Bytes(genres)))
            .Append<ITransformer>(mlContext.Transforms.CustomMapping(new SoftmaxMapping().GetMapping(), SoftmaxMapping.Contract))
            .Append(MeanOverSegments.Estimator(mlContext, "Score", PipelineColumns.Probabilities, genres.Count, genres))
            .Append<ITransformer>(mlContext.Transforms.DropColumns(PipelineColumns.Package, PipelineColumns.Probabilities))
            .Fit(empty);
        return new TrainedHead(transformer, LinearHead.Identity(genres.Count), 0);
    }

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public static SchemaDefinition Schema(int size)
        {
            SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
            schema[nameof(Embedding)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
            return schema;
        }
    }
}
