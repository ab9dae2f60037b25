using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Collects the nodes and constants of an ONNX graph and writes the model. One value flows from node to node by name.</summary>
/// <param name="halfPrecisionFrom">Constants of that many floats and more are stored with 16 bits; none where it is null.</param>
internal sealed class OnnxGraphBuilder(int? halfPrecisionFrom = null) : IDisposable
{
    // Numbers of onnx.proto.
    private const int AttributeFloat = 1, AttributeInt = 2, AttributeString = 3, AttributeInts = 7;
    private const int TypeFloat = 1, TypeInt64 = 7, TypeFloat16 = 10;

    private readonly ProtoWriter _graph = new();
    private readonly List<(string Name, object[] Shape)> _inputs = [];
    private readonly List<(string Name, object[] Shape)> _outputs = [];
    private int _count;

    /// <summary>States an input or output of the graph; a dimension is a number or the name of a free one.</summary>
    public void Input(string name, params object[] shape) => _inputs.Add((name, shape));

    /// <inheritdoc cref="Input"/>
    public void Output(string name, params object[] shape) => _outputs.Add((name, shape));

    /// <summary>Adds a node and returns the name of its one output.</summary>
    /// <param name="operation">ONNX's name of the operation.</param>
    /// <param name="inputs">Names of its inputs; an empty one is left out.</param>
    /// <param name="output">Name of its output; null for a fresh one.</param>
    /// <param name="attributes">Its attributes: each a whole number, several (<c>long[]</c>), a float or text.</param>
    public string Node(string operation, IEnumerable<string> inputs, string? output = null, params (string Name, object Value)[] attributes)
    {
        output ??= $"{operation.ToLowerInvariant()}_{++_count}";
        ProtoWriter node = new ProtoWriter().Texts(1, inputs).Text(2, output).Text(3, output).Text(4, operation);
        foreach ((string name, object value) in attributes)
            node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
        return output;
    }

    /// <summary>Adds a constant of floats, stored with 16 bits where that is asked for and possible, and returns the name of its value with 32 bits.</summary>
    public string Constant(string name, ReadOnlyMemory<float> values, params long[] shape)
    {
        Half[]? halves = values.Length >= halfPrecisionFrom ? HalfPrecision.Round(values.Span, (int)shape[0]) : null;
        if (halves is null)
            return Constant(name, TypeFloat, MemoryMarshal.AsBytes(values.Span).ToArray(), shape);
        return Node("Cast", [Constant(name, TypeFloat16, MemoryMarshal.AsBytes<Half>(halves).ToArray(), shape)], $"{name}.single", ("to", TypeFloat));
    }

    /// <summary>Adds a constant of whole numbers and returns its name.</summary>
    public string Constant(string name, params long[] values) =>
        Constant(name, TypeInt64, MemoryMarshal.AsBytes<long>(values).ToArray(), [values.Length]);

    /// <summary>Writes the model.</summary>
    public void Save(Stream stream, string name, int irVersion, int opset, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        _graph.Text(2, name);
        foreach ((string input, object[] shape) in _inputs)
            _graph.Message(11, ValueInfo(input, shape));
        foreach ((string output, object[] shape) in _outputs)
            _graph.Message(12, ValueInfo(output, shape));
        using ProtoWriter model = new ProtoWriter()
            .Number(1, irVersion)
            .Text(2, "MusicGenre.MLNet.Torch")
            .Text(3, typeof(OnnxGraphBuilder).Assembly.GetName().Version?.ToString(3) ?? "")
            .Message(8, new ProtoWriter().Text(1, "").Number(2, opset))
            .Bytes(7, _graph.Content);
        foreach ((string key, string value) in metadata)
            model.Message(14, new ProtoWriter().Text(1, key).Text(2, value));
        stream.Write(model.Content.Span);
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private static ProtoWriter Attribute(string name, object value)
    {
        ProtoWriter writer = new ProtoWriter().Text(1, name);
        return value switch
        {
            int number => writer.Number(3, number).Number(20, AttributeInt),
            float number => writer.Single(2, number).Number(20, AttributeFloat),
            string text => writer.Text(4, text).Number(20, AttributeString),
            long[] numbers => writer.Numbers(8, numbers).Number(20, AttributeInts),
            _ => throw new ArgumentException($"No attribute can hold a {value.GetType()}.", nameof(value)),
        };
    }

    private static ProtoWriter ValueInfo(string name, object[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (object dimension in shape)
        {
            dimensions.Message(1, dimension is string free
                ? new ProtoWriter().Text(2, free)
                : new ProtoWriter().Number(1, (int)dimension));
        }

        ProtoWriter tensor = new ProtoWriter().Number(1, TypeFloat).Message(2, dimensions);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private string Constant(string name, int type, ReadOnlyMemory<byte> raw, long[] shape)
    {
        _graph.Message(5, new ProtoWriter().Numbers(1, shape).Number(2, type).Text(8, name).Bytes(9, raw));
        return name;
    }
}
