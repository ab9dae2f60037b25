using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// ML.NET's mapping from the values of a network that ends in one value a genre to the probabilities and the most probable genre's name;
/// the genres' names, and their places among the values, travel in the model as JSON.
/// </summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SoftmaxMapping : CustomMappingFactory<SoftmaxMapping.Input, SoftmaxMapping.Output>
{
    public const string Contract = "MusicGenre.Softmax";

    public override Action<Input, Output> GetMapping()
    {
        var opening = new Lock();
        SoftmaxSettings? settings = null;
        return (input, output) =>
        {
            lock (opening)
                settings ??= SoftmaxSettings.FromJson(input.Genres.DenseValues().ToArray());
            float[] values = [.. input.Embedding.DenseValues()];
            float[] scores = settings.Outputs is null ? values : [.. settings.Outputs.Select(place => values[place])];
            TensorPrimitives.SoftMax(scores, scores);
            output.Probabilities = new VBuffer<float>(scores.Length, scores);
            output.PredictedLabel = settings.Genres[TensorPrimitives.IndexOfMax<float>(scores)];
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
