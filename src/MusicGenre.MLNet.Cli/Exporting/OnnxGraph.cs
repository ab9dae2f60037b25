using System.Runtime.InteropServices;
using Google.Protobuf;

namespace MusicGenre.MLNet.Cli.Exporting;

/// <summary>The numbers of ONNX's fields (onnx.proto3) that are needed here, and small pieces of graphs.</summary>
internal static class OnnxGraph
{
    public const int ModelGraph = 7, ModelOperatorSets = 8, ModelMetadata = 14;
    public const int Nodes = 1, GraphName = 2, Initializers = 5, Inputs = 11, Outputs = 12, ValueInfos = 13;
    public const int NodeInputs = 1, NodeOutputs = 2, NodeName = 3, TensorName = 8, ValueName = 1;
    public const int SetDomain = 1, SetVersion = 2;

    private const int FloatElements = 1, Int64Elements = 7;

    /// <summary>Creates a node.</summary>
    /// <param name="operation">The operator, of ONNX's own domain.</param>
    /// <param name="inputs">Names of its inputs.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="attributes">Its attributes.</param>
    public static WireMessage Node(string operation, string[] inputs, string output, params WireMessage[] attributes)
    {
        var node = new WireMessage();
        foreach (string input in inputs)
            node.Add(NodeInputs, input);
        return node.Add(NodeOutputs, output).Add(NodeName, $"{output}_node").Add(4, operation).Add(5, attributes);
    }

    /// <summary>Creates an attribute that is a number.</summary>
    public static WireMessage Attribute(string name, long number) => new WireMessage().Add(1, name).Add(3, number).Add(20, 2L);

    /// <summary>Creates an attribute that is a list of numbers.</summary>
    public static WireMessage Attribute(string name, params IEnumerable<long> numbers)
    {
        WireMessage attribute = new WireMessage().Add(1, name);
        foreach (long number in numbers)
            attribute.Add(8, number);
        return attribute.Add(20, 7L);
    }

    /// <summary>Creates a constant vector of whole numbers.</summary>
    public static WireMessage Constant(string name, params ReadOnlySpan<long> values) => new WireMessage()
        .Add(1, (long)values.Length).Add(2, (long)Int64Elements).Add(TensorName, name)
        .Add(9, ByteString.CopyFrom(MemoryMarshal.AsBytes(values)));

    /// <summary>Creates a constant of numbers.</summary>
    public static WireMessage Constant(string name, float[] values, params ReadOnlySpan<long> shape)
    {
        var tensor = new WireMessage();
        foreach (long length in shape)
            tensor.Add(1, length);
        return tensor.Add(2, (long)FloatElements).Add(TensorName, name).Add(9, ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())));
    }

    /// <summary>Creates the description of an output [1 × values].</summary>
    public static WireMessage OutputValue(string name, long values) => new WireMessage().Add(ValueName, name).Add(
        2, new WireMessage().Add(1, new WireMessage().Add(1, (long)FloatElements).Add(2, new WireMessage()
            .Add(1, new WireMessage().Add(1, 1L)).Add(1, new WireMessage().Add(1, values)))));

    /// <summary>Creates an entry of a model's metadata.</summary>
    public static WireMessage Entry(string key, string value) => new WireMessage().Add(1, key).Add(2, value);
}
