using Google.Protobuf;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Tests.Backbones.Onnx;

/// <summary>
/// The smallest network that can be a backbone: the mean of each of 128 mel bands over time, plus a weight. Parts may be added to it.
/// The numbers are those of onnx.proto.
/// </summary>
internal static class TinyOnnx
{
    public const int Size = 128;

    // Values of enumerations: element types of tensors, types of attributes.
    private const int Float = 1, Int64 = 7;
    private const int Tensor = 4, Ints = 7, Int = 2;

    public static BackboneDescription Description { get; } = new() { Name = "tiny", EmbeddingSize = Size };

    /// <summary>The network with something more in its graph and in its model.</summary>
    public static byte[] Make(
        Action<CodedOutputStream>? moreInGraph = null, Action<CodedOutputStream>? moreInModel = null) => OnnxMessage.Make(model =>
    {
        model.Field(1, 8);
        model.Field(7, graph =>
        {
            graph.Field(1, node =>
            {
                node.Field(1, "mel");
                node.Field(2, "mean");
                node.Field(4, "ReduceMean");
                node.Field(5, attribute =>
                {
                    attribute.Field(1, "axes");
                    attribute.Field(8, 1);
                    attribute.Field(8, 3);
                    attribute.Field(20, Ints);
                });
                node.Field(5, attribute =>
                {
                    attribute.Field(1, "keepdims");
                    attribute.Field(3, 0);
                    attribute.Field(20, Int);
                });
            });
            graph.Field(1, node =>
            {
                node.Field(1, "mean");
                node.Field(1, "weight");
                node.Field(2, "embedding");
                node.Field(4, "Add");
            });
            graph.Field(2, "tiny");
            graph.Field(5, Inside("weight"));
            graph.Field(11, Value("mel", 1, 1, Size, null));
            graph.Field(12, Value("embedding", 1, Size));
            moreInGraph?.Invoke(graph);
        });
        model.Field(8, set => set.Field(2, 13));
        moreInModel?.Invoke(model);
    });

    /// <summary>A tensor of 128 floats with its values inside the file.</summary>
    public static Action<CodedOutputStream> Inside(string name) => tensor =>
    {
        Head(tensor, name);
        tensor.Bytes(9, new byte[Size * sizeof(float)]);
    };

    /// <summary>A tensor of 128 floats with its values in another file.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="path">The other file; none named if null.</param>
    /// <param name="location">The field data_location; none if null.</param>
    public static Action<CodedOutputStream> Outside(string name, string? path, long? location = 1) => tensor =>
    {
        Head(tensor, name);
        if (path is not null)
            tensor.Field(13, entry =>
            {
                entry.Field(1, "location");
                entry.Field(2, path);
            });
        if (location is { } number)
            tensor.Field(14, number);
    };

    /// <summary>The positions 0 to 127 of a sparse tensor.</summary>
    public static void Indices(CodedOutputStream tensor)
    {
        tensor.Field(1, Size);
        tensor.Field(2, Int64);
        for (int i = 0; i < Size; i++)
            tensor.Field(7, i);
    }

    /// <summary>A node that gives a constant, kept in an attribute.</summary>
    public static Action<CodedOutputStream> Constant(Action<CodedOutputStream> tensor) => Node("Constant", attribute =>
    {
        attribute.Field(1, "value");
        attribute.Field(5, tensor);
        attribute.Field(20, Tensor);
    });

    /// <summary>A node with one attribute.</summary>
    public static Action<CodedOutputStream> Node(string operation, Action<CodedOutputStream> attribute) => node =>
    {
        node.Field(2, "unused");
        node.Field(4, operation);
        node.Field(5, attribute);
    };

    /// <summary>A field of bytes.</summary>
    public static void Bytes(this CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    private static void Head(CodedOutputStream tensor, string name)
    {
        tensor.Field(1, Size);
        tensor.Field(2, Float);
        tensor.Field(8, name);
    }

    private static Action<CodedOutputStream> Value(string name, params int?[] dimensions) => value =>
    {
        value.Field(1, name);
        value.Field(2, type => type.Field(1, tensor =>
        {
            tensor.Field(1, Float);
            tensor.Field(2, shape =>
            {
                foreach (int? dimension in dimensions)
                    shape.Field(1, d =>
                    {
                        if (dimension is { } length)
                            d.Field(1, length);
                        else
                            d.Field(2, "frames");
                    });
            });
        }));
    };
}
