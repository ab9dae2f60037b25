using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Backbones.Onnx;
using static MusicGenre.MLNet.Backbones.Onnx.AttributeProto.Types;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// Scales the probabilities in the column <c>Score</c> by a temperature, as an ONNX graph: softmax(ln p / T). ML.NET's own trainers let
/// nobody change their weights, into which it would else be folded.
/// </summary>
internal static class ScoreTemperature
{
    private const string Score = "Score";

    /// <summary>Creates the step.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="genres">The genres, which become the slots' names.</param>
    public static IEstimator<ITransformer> Estimator(MLContext mlContext, double temperature, IReadOnlyList<string> genres)
        => new EstimatorChain<ITransformer>()
            .Append<ITransformer>(mlContext.Transforms.CopyColumns(PipelineColumns.Probabilities, Score))
            .Append<ITransformer>(new OnnxEstimator(mlContext, Score, PipelineColumns.Probabilities, Model(temperature, genres).ToByteArray()))
            .Append<ITransformer>(mlContext.Transforms.DropColumns(PipelineColumns.Probabilities));

    private static ModelProto Model(double temperature, IReadOnlyList<string> genres)
    {
        var graph = new GraphProto
        {
            Name = "score_temperature",
            Initializer =
            {
                new TensorProto
                {
                    Name = "temperature", DataType = TensorProto.Types.DataType.Float, Dims = { 1 }, FloatData = { (float)temperature },
                },
                new TensorProto
                {
                    // What is given no probability at all has no logarithm.
                    Name = "least", DataType = TensorProto.Types.DataType.Float, Dims = { 1 }, FloatData = { 1e-30f },
                },
            },
            Node =
            {
                new NodeProto { Input = { PipelineColumns.Probabilities, "least" }, Output = { "probable" }, OpType = "Max" },
                new NodeProto { Input = { "probable" }, Output = { "logarithms" }, OpType = "Log" },
                new NodeProto { Input = { "logarithms", "temperature" }, Output = { "scaled" }, OpType = "Div" },
                new NodeProto
                {
                    Input = { "scaled" },
                    Output = { Score },
                    OpType = "Softmax",
                    Attribute = { new AttributeProto { Name = "axis", Type = AttributeType.Int, I = -1 } },
                },
            },
            Input = { ValueInfoProto.Floats(PipelineColumns.Probabilities, 1, genres.Count) },
            Output = { ValueInfoProto.Floats(Score, 1, genres.Count) },
        };
        MeanOverSegments.AddSlotNames(graph, Score, genres);
        return new ModelProto
        {
            IrVersion = 8,
            ProducerName = "MusicGenre.MLNet",
            Graph = graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Version = 13 }, new OperatorSetIdProto { Domain = MeanOverSegments.MlDomain, Version = 2 },
            },
        };
    }
}
