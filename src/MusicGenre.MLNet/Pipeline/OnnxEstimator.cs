using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// ML.NET's transformer of an ONNX graph in memory, from a vector of any length. ML.NET works on files: it never deletes the one it makes
/// of a stream, but when the transformer is disposed it deletes the one it makes of a graph in a saved model. So the transformer is saved
/// and loaded.
/// </summary>
internal sealed class OnnxEstimator(MLContext mlContext, string output, string input, byte[] graph) : IEstimator<ITransformer>
{
    /// <inheritdoc/>
    public ITransformer Fit(IDataView data) => FromFile((_, transformer, schema) =>
    {
        using var saved = new MemoryStream();
        mlContext.Model.Save(transformer, schema, saved);
        saved.Position = 0;
        return mlContext.Model.Load(saved, out DataViewSchema _);
    });

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => FromFile((estimator, _, _) => estimator.GetOutputSchema(inputSchema));

    private T FromFile<T>(Func<OnnxScoringEstimator, OnnxTransformer, DataViewSchema, T> use)
    {
        using WorkFolder folder = WorkFolder.Create();
        return folder.Use(() =>
        {
            string path = folder.Combine("graph.onnx");
            File.WriteAllBytes(path, graph);
            OnnxScoringEstimator estimator = mlContext.Transforms.ApplyOnnxModel([output], [input], path);
            SchemaDefinition row = SchemaDefinition.Create(typeof(Row));
            row[nameof(Row.Values)].ColumnName = input;
            IDataView empty = mlContext.Data.LoadFromEnumerable(Array.Empty<Row>(), row);
            using OnnxTransformer transformer = estimator.Fit(empty);
            return use(estimator, transformer, empty.Schema);
        });
    }

    private sealed class Row
    {
        public float[] Values { get; set; } = [];
    }
}
