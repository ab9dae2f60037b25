using System.Runtime.InteropServices;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;
using static MusicGenre.MLNet.Backbones.Onnx.AttributeProto.Types;
using DataType = MusicGenre.MLNet.Backbones.Onnx.TensorProto.Types.DataType;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Collects the nodes and constants of an ONNX graph. One value flows from node to node by name.</summary>
internal sealed class OnnxGraphBuilder
{
    private int _count;

    /// <summary>Gets the graph so far.</summary>
    public GraphProto Graph { get; } = new();

    /// <summary>Adds a node.</summary>
    /// <param name="operation">ONNX's name of the operation.</param>
    /// <param name="inputs">Names of its inputs; an empty one is left out.</param>
    /// <param name="attributes">Its attributes: each a whole number, several (<c>long[]</c>), a float or text.</param>
    /// <returns>The name of its one output.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
        => Node($"{operation.ToLowerInvariant()}_{++_count}", operation, inputs, attributes);

    /// <summary>Adds a node whose output is known by a name.</summary>
    /// <inheritdoc cref="Node(string, IEnumerable{string}, ValueTuple{string, object}[])"/>
    public string Node(string output, string operation, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
    {
        Graph.Node.Add(new NodeProto
        {
            Name = output,
            OpType = operation,
            Input = { inputs },
            Output = { output },
            Attribute = { attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)) },
        });
        return output;
    }

    /// <summary>Adds a constant of floats and returns its name.</summary>
    public string Constant(string name, ReadOnlyMemory<float> values, params long[] shape)
        => Constant(name, DataType.Float, MemoryMarshal.AsBytes(values.Span), shape);

    /// <summary>Adds a constant of whole numbers and returns its name.</summary>
    public string Constant(string name, params long[] values)
        => Constant(name, DataType.Int64, MemoryMarshal.AsBytes<long>(values), [values.Length]);

    private string Constant(string name, DataType type, ReadOnlySpan<byte> raw, long[] shape)
    {
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(raw) });
        return name;
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        int number => new AttributeProto { Name = name, Type = AttributeType.Int, I = number },
        float number => new AttributeProto { Name = name, Type = AttributeType.Float, F = number },
        string text => new AttributeProto { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(text) },
        long[] numbers => new AttributeProto { Name = name, Type = AttributeType.Ints, Ints = { numbers } },
        _ => throw new ArgumentException($"No attribute can hold a {value.GetType()}.", nameof(value)),
    };
}
