using System.Text;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>One node of a network, as far as its effort is to be estimated.</summary>
internal sealed class OnnxOperator
{
    private readonly Dictionary<string, long[]> _integers = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private readonly HashSet<string> _attributes = new(StringComparer.Ordinal);

    private OnnxOperator()
    {
    }

    /// <summary>Gets the operator, e.g. <c>Conv</c>.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Gets the domain of the operator; empty for ONNX's own.</summary>
    public string Domain { get; private set; } = "";

    /// <summary>Gets the names of the inputs; an empty one is left out.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Gets the names of the outputs; an empty one is left out.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Gets the tensor of a constant, if it has one.</summary>
    public OnnxTensor? Tensor { get; private set; }

    /// <summary>Gets the graphs inside, as the branches of <c>If</c>, by the names of their attributes.</summary>
    public Dictionary<string, byte[]> Graphs { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a <c>NodeProto</c>.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static OnnxOperator Read(ReadOnlySpan<byte> message)
    {
        var node = new OnnxOperator();
        var field = new ProtoFields(message);
        while (field.Next())
        {
            if (!field.IsBytes)
                continue;
            switch (field.Number)
            {
                case 1: node.Inputs.Add(Encoding.UTF8.GetString(field.Value)); break;
                case 2: node.Outputs.Add(Encoding.UTF8.GetString(field.Value)); break;
                case 4: node.Type = Encoding.UTF8.GetString(field.Value); break;
                case 5: node.ReadAttribute(field.Value); break;
                case 7: node.Domain = Encoding.UTF8.GetString(field.Value); break;
            }
        }
        return node;
    }

    /// <summary>Gets an attribute's number, or a default.</summary>
    public long Integer(string name, long fallback) => _integers.TryGetValue(name, out long[]? values) && values.Length > 0
        ? values[0]
        : fallback;

    /// <summary>Gets an attribute's numbers; <see langword="null"/> if it is not there.</summary>
    public long[]? Integers(string name) => _integers.GetValueOrDefault(name);

    /// <summary>Gets an attribute's text; empty if it is not there.</summary>
    public string Text(string name) => _texts.GetValueOrDefault(name, "");

    // AttributeProto: name 1, i 3, s 4, t 5, g 6, floats 7, ints 8. Others, as lists of tensors or of graphs, no known operator has.
    private void ReadAttribute(ReadOnlySpan<byte> message)
    {
        string name = "";
        string? text = null;
        byte[]? graph = null;
        OnnxTensor? tensor = null;
        List<long>? values = null;
        int single = 0;
        var field = new ProtoFields(message);
        while (field.Next())
        {
            // Protocol buffers merge what stands twice, and take numbers and texts of the wrong kind for nothing.
            if (field.Number is 3 or 5 or 6 && (++single > 1 || field.IsBytes == (field.Number == 3)))
                throw new InvalidDataException("An attribute of one of its operators has several values.");
            switch (field.Number)
            {
                case 1 when field.IsBytes: name = Encoding.UTF8.GetString(field.Value); break;
                case 4 when field.IsBytes: text = Encoding.UTF8.GetString(field.Value); break;
                case 3: values = [ProtoFields.Varint(field.Value)]; break;
                case 5: tensor = OnnxTensor.Read(field.Value); break;
                case 6: graph = field.Value.ToArray(); break;
                case 8 when field.IsBytes: (values ??= []).AddRange(ProtoFields.Varints(field.Value)); break;
                case 8: (values ??= []).Add(ProtoFields.Varint(field.Value)); break;
                case 10 or 11 or 22 or 23:
                    throw new InvalidDataException("An attribute of one of its operators is a list of tensors or graphs.");
            }
        }
        if (!_attributes.Add(name))
            throw new InvalidDataException($"One of its operators has the attribute '{name}' twice.");
        if (graph is not null)
            Graphs[name] = graph;
        if (text is not null)
            _texts[name] = text;
        if (values is not null)
            _integers[name] = [.. values];
        if (name == "value")
            Tensor = tensor;
    }
}
