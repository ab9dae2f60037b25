using Google.Protobuf;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Finds tensors whose values are kept outside of an ONNX file. ONNX Runtime would read them from any file below the working
/// directory that the tensor names, so that a network from a stranger could carry the content of such a file into its embeddings.
/// </summary>
/// <remarks>It skims: values are passed over where they lie, and nothing is compiled or copied that a program's start would pay for.</remarks>
internal static class OnnxGuard
{
    // Messages within one another that protobuf reads, by default, before it refuses a file.
    private const int MostLevels = 100;

    // As much of a name as an error message should hold.
    private const int LongestName = 100;

    // The messages of onnx.proto3 (github.com/onnx/onnx) on the way to a TensorProto.
    private enum Message
    {
        Other,
        Model,
        TrainingInfo,
        Function,
        Graph,
        Node,
        Attribute,
        SparseTensor,
        Tensor,
    }

    /// <summary>Finds the name of a tensor whose values are in another file; <see langword="null"/> if there is none.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or nested deeper than ONNX Runtime reads.</exception>
    public static string? FindExternalTensor(byte[] model)
    {
        try
        {
            return Find(model, new CodedInputStream(model), Message.Model, level: 1);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    // A field that may stand once may be repeated all the same (protobuf merges the values), so each is visited.
    private static string? Find(byte[] model, CodedInputStream message, Message kind, int level)
    {
        if (level > MostLevels)
            throw new InvalidDataException($"Its parts are nested more than {MostLevels} deep.");
        string name = "";
        bool isExternal = false;
        while (!message.IsAtEnd)
        {
            uint tag = message.ReadTag();
            int field = WireFormat.GetTagFieldNumber(tag), start = (int)message.Position;
            message.SkipLastField();
            int length = (int)message.Position - start;
            bool isBytes = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            if (kind == Message.Tensor)
            {
                // Either field is enough: external_data (13), or a data_location (14) that is not 0 in the widest reading of its number.
                isExternal |= field == 13 || (field == 14 && model.AsSpan(start, length).ContainsAnyExcept<byte>(0, 0x80));
                if (field == 8 && isBytes)
                    name = new CodedInputStream(model, start, length).ReadString();
            }
            else if (isBytes && Inner(kind, field) is var inner and not Message.Other)
            {
                var part = new CodedInputStream(model, start, length);
                part.ReadLength();
                if (Find(model, part, inner, level + 1) is { } found)
                    return found;
            }
        }

        return isExternal ? name[..Math.Min(name.Length, LongestName)] : null;
    }

    // Every field that leads to a tensor. The numbers are those of onnx.proto3.
    private static Message Inner(Message kind, int field) => (kind, field) switch
    {
        (Message.Model, 7) => Message.Graph,
        (Message.Model, 20) => Message.TrainingInfo,
        (Message.Model, 25) => Message.Function,
        (Message.TrainingInfo, 1 or 2) => Message.Graph, // initialization, algorithm
        (Message.Function, 7) => Message.Node,
        (Message.Function, 11) => Message.Attribute, // attribute_proto: the defaults of its attributes
        (Message.Graph, 1) => Message.Node,
        (Message.Graph, 5) => Message.Tensor, // initializer
        (Message.Graph, 15) => Message.SparseTensor, // sparse_initializer
        (Message.Node, 5) => Message.Attribute,
        (Message.Attribute, 5 or 10) => Message.Tensor, // t, tensors
        (Message.Attribute, 6 or 11) => Message.Graph, // g, graphs
        (Message.Attribute, 22 or 23) => Message.SparseTensor, // sparse_tensor, sparse_tensors
        (Message.SparseTensor, 1 or 2) => Message.Tensor, // values, indices
        _ => Message.Other,
    };
}
