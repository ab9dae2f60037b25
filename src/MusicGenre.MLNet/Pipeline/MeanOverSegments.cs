using Google.Protobuf;
using Microsoft.ML;
using MusicGenre.MLNet.Backbones.Onnx;
using static MusicGenre.MLNet.Backbones.Onnx.AttributeProto.Types;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// The mean over segments as an ONNX graph of one node: ReduceMean over [1 × segments × size] gives [1 × size]. It is ONNX because
/// ML.NET then knows the vector's size, and the names of its slots, which a custom mapping restored from a model file cannot tell it.
/// </summary>
internal static class MeanOverSegments
{
    private const string SlotNamesTensor = "slot_names";
    public const string MlDomain = "ai.onnx.ml";

    /// <summary>Averages a column of segments' vectors, one after the other, into one vector.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="output">The column that receives the mean.</param>
    /// <param name="input">The column of segments × size values.</param>
    /// <param name="size">The size of a vector.</param>
    /// <param name="slotNames">Names of the mean's slots; none if empty.</param>
    public static IEstimator<ITransformer> Estimator(
        MLContext mlContext, string output, string input, int size, IReadOnlyList<string> slotNames)
        => new OnnxEstimator(mlContext, output, input, Model(output, input, size, slotNames).ToByteArray());

    private static ModelProto Model(string output, string input, int size, IReadOnlyList<string> slotNames)
    {
        var graph = new GraphProto
        {
            Name = "mean_over_segments",
            Node =
            {
                new NodeProto
                {
                    Input = { input },
                    Output = { output },
                    OpType = "ReduceMean",
                    Attribute =
                    {
                        new AttributeProto { Name = "axes", Type = AttributeType.Ints, Ints = { 1 } },
                        new AttributeProto { Name = "keepdims", Type = AttributeType.Int, I = 0 },
                    },
                },
            },
            Input = { ValueInfoProto.Floats(input, 1, "segments", size) },
            Output = { ValueInfoProto.Floats(output, 1, size) },
        };
        if (slotNames.Count > 0)
            AddSlotNames(graph, output, slotNames);
        return new ModelProto
        {
            IrVersion = 8,
            ProducerName = "MusicGenre.MLNet",
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = 13 }, new OperatorSetIdProto { Domain = MlDomain, Version = 2 } },
        };
    }

    /// <summary>
    /// Names an output's slots where ML.NET expects it: in a node of a certain name, whose attribute keys_strings holds the names.
    /// </summary>
    public static void AddSlotNames(GraphProto graph, string output, IReadOnlyList<string> names)
    {
        ByteString[] texts = [.. names.Select(ByteString.CopyFromUtf8)];
        graph.Initializer.Add(new TensorProto
        {
            Name = SlotNamesTensor,
            DataType = TensorProto.Types.DataType.String,
            Dims = { names.Count },
            StringData = { texts },
        });
        graph.Node.Add(new NodeProto
        {
            Name = $"mlnet.{output}.SlotNames",
            Input = { SlotNamesTensor },
            Output = { "slot_numbers" },
            OpType = "LabelEncoder",
            Domain = MlDomain,
            Attribute =
            {
                new AttributeProto { Name = "keys_strings", Type = AttributeType.Strings, Strings = { texts } },
                new AttributeProto { Name = "values_int64s", Type = AttributeType.Ints, Ints = { names.Select((_, i) => (long)i) } },
            },
        });
    }
}
