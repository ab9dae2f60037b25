using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Heads;

/// <summary>The head of a network that ends in one value a genre, as ML.NET has it: from <c>Embedding</c> to <c>Score</c> and
/// <c>PredictedLabel</c> (text).</summary>
internal static class SoftmaxHead
{
    /// <summary>The head of a network that gives one value for each of the genres, in their order.</summary>
    public static TrainedHead Create(IReadOnlyList<string> genres) => Create(genres, null, genres.Count);

    /// <summary>The head of a network that knows more genres than are asked for, or knows them in another order.</summary>
    /// <param name="genres">The genres asked for.</param>
    /// <param name="outputs">The place of each among the network's values; <see langword="null"/> if they are all the values, as they
    /// come.</param>
    /// <param name="networkOutputs">The number of the network's values.</param>
    public static TrainedHead Create(IReadOnlyList<string> genres, IReadOnlyList<int>? outputs, int networkOutputs) => new(
        mlContext => Transformer(mlContext, new SoftmaxSettings(genres, outputs), networkOutputs),
        outputs is null ? LinearHead.Identity(networkOutputs) : LinearHead.Selection(outputs, networkOutputs),
        null);

    /// <summary>A head that was not trained with ML.NET.</summary>
    /// <param name="genres">The genres, in the order of its probabilities.</param>
    /// <param name="head">The head.</param>
    public static TrainedHead Create(IReadOnlyList<string> genres, LinearHead head)
    {
        (float[] weights, float[] biases) = head.Unstandardized();
        byte[] values = [.. MemoryMarshal.AsBytes(weights.AsSpan()), .. MemoryMarshal.AsBytes(biases.AsSpan())];
        return new TrainedHead(
            mlContext => Transformer(mlContext, new SoftmaxSettings(genres, null, values), head.EmbeddingSize), head, null);
    }

    // Made only when a model is saved: it holds an ONNX session and a temporary file.
    private static TransformerChain<ITransformer> Transformer(
        MLContext mlContext, SoftmaxSettings settings, int values)
    {
        IDataView empty = mlContext.Data.LoadFromEnumerable(Array.Empty<Row>(), Row.Schema(values));
        return new EstimatorChain<ITransformer>()
            .Append(SavedConstant.Add(mlContext, PipelineColumns.Package, settings.ToJson()))
            .Append<ITransformer>(mlContext.Transforms.CustomMapping(new SoftmaxMapping().GetMapping(), SoftmaxMapping.Contract))
            .Append(MeanOverSegments.Estimator(mlContext, "Score", PipelineColumns.Probabilities, settings.Genres.Count, settings.Genres))
            .Append<ITransformer>(mlContext.Transforms.DropColumns(PipelineColumns.Package, PipelineColumns.Probabilities))
            .Fit(empty);
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
