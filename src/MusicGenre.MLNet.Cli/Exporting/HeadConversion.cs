using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Cli.Exporting;

/// <summary>The head of a saved model as ONNX: a trained one as ML.NET converts it.</summary>
internal static class HeadConversion
{
    private const string Embedding = "Embedding", Score = "Score";

    // The newest that ML.NET converts to.
    private const int OperatorSet = 12;

    /// <summary>Converts the head that was trained with ML.NET.</summary>
    /// <param name="modelPath">The model's file.</param>
    /// <param name="embeddingSize">How many values it takes.</param>
    /// <returns>An ONNX model; null if the network's own values are the genres', with no head after it.</returns>
    public static WireMessage? Convert(string modelPath, int embeddingSize)
    {
        MLContext mlContext = new MLContext(seed: 1).RegisterMusicGenre();
        ITransformer[] parts = [.. Flatten(mlContext.Model.Load(modelPath, out _))];
        ITransformer? normalizer = parts.FirstOrDefault(part => part is NormalizingTransformer);
        ITransformer? predictor = parts.FirstOrDefault(part => part is MulticlassPredictionTransformer<MaximumEntropyModelParameters>);
        if (normalizer is null || predictor is null)
            return null;
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Embedding)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, embeddingSize);
        IDataView rows = mlContext.Data.LoadFromEnumerable([new Row { Embedding = new float[embeddingSize] }], schema);
        using var onnx = new MemoryStream();
        using var chain = new TransformerChain<ITransformer>(normalizer, predictor);
        mlContext.Model.ConvertToOnnx(chain, rows, OperatorSet, onnx);
        return WireMessage.Parse(UnsafeByteOperations.UnsafeWrap(onnx.ToArray()));
    }

    /// <summary>Gets the name of the head's input.</summary>
    public static string InputOf(WireMessage graph) => NameThatStartsWith(graph, OnnxGraph.Inputs, Embedding);

    /// <summary>Gets the name of the head's probabilities.</summary>
    public static string OutputOf(WireMessage graph) => NameThatStartsWith(graph, OnnxGraph.Outputs, Score);

    private static string NameThatStartsWith(WireMessage graph, int field, string start)
        => graph.Messages(field).Select(value => value.Texts(OnnxGraph.ValueName).Single())
            .First(name => name == start || name.StartsWith(start + ".", StringComparison.Ordinal));

    private static IEnumerable<ITransformer> Flatten(ITransformer transformer)
        => transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [transformer];

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];
    }
}
