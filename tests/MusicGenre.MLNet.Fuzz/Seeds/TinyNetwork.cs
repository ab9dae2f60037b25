using System.Runtime.InteropServices;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Onnx;
using static MusicGenre.MLNet.Backbones.Onnx.AttributeProto.Types;
using static MusicGenre.MLNet.Backbones.Onnx.TensorProto.Types;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Small ONNX networks: the mean of each mel band, and what is made of it.</summary>
internal static class TinyNetwork
{
    /// <summary>The number of values that each network gives.</summary>
    public const int Outputs = 3;

    private const int Bands = 128;

    public static BackboneDescription Description { get; } = new()
    {
        Name = "tiny",
        EmbeddingSize = Outputs,
        WindowSamples = 22_050,
        HopSamples = 22_050,
    };

    /// <summary>The means, times weights.</summary>
    public static byte[] Means() => Make(
        Node("ReduceMean", ["mel"], "mean", Ints("axes", 1, 3), Int("keepdims", 0)),
        Node("MatMul", ["mean", "weights"], "product"),
        Node("Add", ["product", "bias"], "embedding"));

    /// <summary>A convolution, and operators whose sizes are numbers in the file.</summary>
    public static byte[] Convolution()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Make(
            Node("Conv", ["mel", "kernel"], "filtered", Ints("pads", 1, 1, 1, 1), Ints("strides", 4, 4)),
            Node("Relu", ["filtered"], "positive"),
            Node("MaxPool", ["positive"], "pooled", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2)),
            Node("Pad", ["pooled", "pads"], "padded"),
            Node("GlobalAveragePool", ["padded"], "global"),
            Node("Reshape", ["global", "flat"], "row"),
            Node("Tile", ["row", "repeats"], "tiled"),
            Node("Slice", ["tiled", "starts", "ends"], "sliced"),
            Node("Concat", ["sliced", "sliced"], "twice", Int("axis", 1)),
            Node("Expand", ["twice", "size"], "expanded"),
            Node("Gather", ["expanded", "places"], "picked", Int("axis", 1)),
            Node("Softmax", ["picked"], "embedding", Int("axis", 1))));
        model.Graph.Initializer.Add(Tensor("kernel", [2, 1, 3, 3], Values(18)));
        model.Graph.Initializer.Add(Numbers("pads", 0, 0, 0, 0, 0, 0, 1, 1));
        model.Graph.Initializer.Add(Numbers("flat", 1, -1));
        model.Graph.Initializer.Add(Numbers("repeats", 1, 3));
        model.Graph.Initializer.Add(Numbers("starts", 0, 0));
        model.Graph.Initializer.Add(Numbers("ends", 1, 4));
        model.Graph.Initializer.Add(Numbers("size", 1, 8));
        model.Graph.Initializer.Add(Numbers("places", 0, 2, 5));
        return model.ToByteArray();
    }

    /// <summary>A node of a graph.</summary>
    public static NodeProto Node(string type, string[] inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        return node;
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, I = value, Type = AttributeType.Int };

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>Whole numbers, as sizes and places are.</summary>
    public static TensorProto Numbers(string name, params long[] values) => new()
    {
        Name = name,
        DataType = DataType.Int64,
        Dims = { values.Length },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
    };

    private static byte[] Make(params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "tiny", Input = { Value("mel", 1, 1, Bands, 0) }, Output = { Value("embedding", 1, Outputs) } };
        graph.Node.AddRange(nodes);
        graph.Initializer.Add(Tensor("weights", [Bands, Outputs], Values(Bands * Outputs)));
        graph.Initializer.Add(Tensor("bias", [Outputs], Values(Outputs)));
        return new ModelProto { IrVersion = 8, Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 13 } } }.ToByteArray();
    }

    private static TensorProto Tensor(string name, long[] shape, float[] values)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = DataType.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    // A size of 0 is one that the music decides.
    private static ValueInfoProto Value(string name, params long[] shape)
    {
        var sizes = new TensorShapeProto();
        foreach (long size in shape)
            sizes.Dim.Add(size == 0
                ? new TensorShapeProto.Types.Dimension { DimParam = "frames" }
                : new TensorShapeProto.Types.Dimension { DimValue = size });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = DataType.Float, Shape = sizes } },
        };
    }

    private static float[] Values(int count) => Signals.Noise(count, count, amplitude: 0.01);
}
