using Google.Protobuf;
using Google.Protobuf.Collections;
using MusicGenre.MLNet.Backbones.Onnx;
using static MusicGenre.MLNet.Backbones.Onnx.TensorProto.Types;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages ONNX files by their nodes, tensors and shapes, so that they stay files that ONNX Runtime would open.</summary>
internal static class OnnxMutator
{
    private static readonly string[] Operators =
        ("Abs Add And ArgMax AveragePool BatchNormalization Cast Ceil Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos "
        + "CumSum DepthToSpace Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND "
        + "Gemm GlobalAveragePool GlobalMaxPool Greater GroupNormalization HardSigmoid HardSwish Identity If InstanceNormalization "
        + "LRN LSTM LayerNormalization LeakyRelu Log LogSoftmax Loop LpPool MatMul Max MaxPool MaxUnpool Mean Min Mod Mul "
        + "Multinomial Neg NonMaxSuppression NonZero OneHot Optional PRelu Pad Pow RandomNormalLike RandomUniform Range Reciprocal "
        + "ReduceL2 ReduceMax ReduceMean ReduceSum Relu Reshape Resize ReverseSequence Round STFT Scan ScatterElements ScatterND "
        + "SequenceConstruct SequenceEmpty Shape Sigmoid Sign Size Slice Softmax SpaceToDepth Split Sqrt Squeeze StringNormalizer "
        + "Sub Sum TfIdfVectorizer Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor DFT MelWeightMatrix HannWindow "
        + "GridSample RoiAlign Col2Im CenterCropPad QuantizeLinear DequantizeLinear QLinearConv MatMulInteger").Split(' ');

    private static readonly string[] Attributes =
    [
        "axis", "axes", "keepdims", "pads", "strides", "dilations", "kernel_shape", "group", "value", "value_ints", "value_int", "to",
        "perm", "mode",
        "output_shape", "output_padding", "ceil_mode", "blocksize", "shape", "num_outputs", "auto_pad", "hidden_size", "direction",
        "transA", "alpha", "equation",
    ];

    public static byte[] Mutate(Dice dice, byte[] file)
    {
        if (dice.OneIn(6))
            return ByteMutator.Mutate(dice, file);
        ModelProto model = ModelProto.Parser.ParseFrom(file);
        for (int rounds = dice.Rounds(); rounds > 0; rounds--)
            Once(dice, model);
        byte[] bytes = model.ToByteArray();
        return dice.OneIn(20) ? ByteMutator.Once(dice, bytes) : bytes;
    }

    private static void Once(Dice dice, ModelProto model)
    {
        GraphProto graph = model.Graph;
        if (graph.Node.Count == 0)
            graph.Node.Add(Node(dice, graph));
        NodeProto node = dice.Pick([.. graph.Node]);
        switch (dice.Next(13))
        {
            case 0: node.OpType = dice.Pick(Operators); break;
            case 1: graph.Node.Insert(dice.Next(graph.Node.Count + 1), Node(dice, graph)); break;
            case 2: graph.Node.Remove(node); break;
            case 3: Change(dice, node.Input, Name(dice, graph)); break;
            case 4: Change(dice, node.Output, dice.OneIn(3) ? Name(dice, graph) : $"new{dice.Next(5)}"); break;
            case 5: node.Attribute.Add(Attribute(dice)); break;
            case 6 when node.Attribute.Count > 0: node.Attribute[dice.Next(node.Attribute.Count)] = Attribute(dice); break;
            case 7: InBetween(dice, graph, node); break;
            case 8 when graph.Initializer.Count > 0: Damage(dice, graph.Initializer[dice.Next(graph.Initializer.Count)]); break;
            case 9: graph.Initializer.Add(Numbers(dice)); break;
            case 10: Reshape(dice, dice.OneIn(2) ? graph.Input : graph.Output); break;
            case 11: model.OpsetImport[0].Version = dice.OneIn(2) ? dice.Between(1, 25) : dice.Number(); break;
            default: node.Domain = dice.Pick("", "ai.onnx", "com.microsoft", "ai.onnx.ml", "x"); break;
        }
    }

    // A node between another and who uses what it gives.
    private static void InBetween(Dice dice, GraphProto graph, NodeProto node)
    {
        if (node.Output.Count == 0)
            return;
        NodeProto added = Node(dice, graph);
        added.Input.Insert(0, $"before{graph.Node.Count}");
        added.Output.Clear();
        added.Output.Add(node.Output[0]);
        node.Output[0] = added.Input[0];
        graph.Node.Insert(graph.Node.IndexOf(node) + 1, added);
    }

    private static NodeProto Node(Dice dice, GraphProto graph)
    {
        var node = new NodeProto { OpType = dice.Pick(Operators), Output = { $"new{dice.Next(5)}" } };
        for (int inputs = dice.Next(4); inputs > 0; inputs--)
            node.Input.Add(Name(dice, graph));
        for (int attributes = dice.Next(3); attributes > 0; attributes--)
            node.Attribute.Add(Attribute(dice));
        return node;
    }

    private static AttributeProto Attribute(Dice dice)
    {
        var attribute = new AttributeProto { Name = dice.Pick(Attributes) };
        switch (dice.Next(4))
        {
            case 0:
                attribute.F = dice.Next(10) - 3;
                attribute.Type = AttributeProto.Types.AttributeType.Float;
                break;
            case 1:
                attribute.I = dice.OneIn(2) ? dice.Next(4) : dice.Number();
                attribute.Type = AttributeProto.Types.AttributeType.Int;
                break;
            case 2:
                attribute.S = ByteString.CopyFromUtf8(dice.Pick("SAME_UPPER", "linear", "reflect", "edge", "ij,jk->ik", "", "x"));
                attribute.Type = AttributeProto.Types.AttributeType.String;
                break;
            default:
                for (int i = dice.Next(9); i > 0; i--)
                    attribute.Ints.Add(dice.OneIn(3) ? dice.Number() : dice.Next(5));
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                break;
        }
        return attribute;
    }

    private static void Damage(Dice dice, TensorProto tensor)
    {
        switch (dice.Next(4))
        {
            case 0 when tensor.Dims.Count > 0: tensor.Dims[dice.Next(tensor.Dims.Count)] = dice.Number(); break;
            case 1: tensor.DataType = dice.Pick(Enum.GetValues<DataType>()); break;
            case 2: tensor.RawData = ByteString.CopyFrom(ByteMutator.Once(dice, tensor.RawData.ToByteArray())); break;
            default:
                byte[] bytes = tensor.RawData.ToByteArray();
                ByteMutator.WriteNumber(dice, bytes, dice.Next(bytes.Length));
                tensor.RawData = ByteString.CopyFrom(bytes);
                break;
        }
    }

    private static TensorProto Numbers(Dice dice)
    {
        long[] values = [.. Enumerable.Range(0, dice.Next(6)).Select(_ => dice.OneIn(2) ? dice.Next(6) : dice.Number())];
        return Seeds.TinyNetwork.Numbers($"numbers{dice.Next(5)}", values);
    }

    private static void Reshape(Dice dice, RepeatedField<ValueInfoProto> values)
    {
        if (values.Count == 0)
            return;
        RepeatedField<TensorShapeProto.Types.Dimension>? sizes = values[dice.Next(values.Count)].Type?.TensorType?.Shape?.Dim;
        if (sizes is { Count: > 0 })
            sizes[dice.Next(sizes.Count)] = dice.OneIn(3)
                ? new TensorShapeProto.Types.Dimension { DimParam = "n" }
                : new TensorShapeProto.Types.Dimension { DimValue = dice.Number() };
    }

    private static void Change(Dice dice, RepeatedField<string> names, string name)
    {
        if (names.Count == 0 || dice.OneIn(4))
            names.Add(name);
        else
            names[dice.Next(names.Count)] = name;
    }

    private static string Name(Dice dice, GraphProto graph)
    {
        string[] known = [.. graph.Node.SelectMany(node => node.Output), .. graph.Initializer.Select(tensor => tensor.Name), "mel"];
        return dice.OneIn(10) ? "" : dice.Pick(known);
    }
}
