using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Training.Pipeline;

/// <summary>
/// ML.NET's mapping from the values of a network that ends in one value a genre to the probabilities and the most probable genre's name;
/// the genres' names travel in the model as JSON.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SoftmaxMapping : CustomMappingFactory<SoftmaxMapping.Input, SoftmaxMapping.Output>
{
    public const string Contract = "MusicGenre.Softmax";

    public override Action<Input, Output> GetMapping()
    {
        var opening = new Lock();
        string[]? genres = null;
        return (input, output) =>
        {
            lock (opening)
                genres ??= JsonSerializer.Deserialize<string[]>(input.Genres.DenseValues().ToArray())!;
            float[] scores = [.. input.Embedding.DenseValues()];
            TensorPrimitives.SoftMax(scores, scores);
            output.Probabilities = new VBuffer<float>(scores.Length, scores);
            output.PredictedLabel = genres[TensorPrimitives.IndexOfMax<float>(scores)];
        };
    }

    internal sealed class Input
    {
        public VBuffer<float> Embedding { get; set; }

        [ColumnName(PipelineColumns.Package)]
        public VBuffer<byte> Genres { get; set; }
    }

    internal sealed class Output
    {
        [ColumnName(PipelineColumns.Probabilities)]
        public VBuffer<float> Probabilities { get; set; }

        public string PredictedLabel { get; set; } = "";
    }
}
