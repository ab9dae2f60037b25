using System.Text;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Finds tensors whose values are kept outside of an ONNX file. ONNX Runtime would read them from any file below the working
/// directory that the tensor names, so that a network from a stranger could carry the content of such a file into its embeddings.
/// </summary>
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

    /// <summary>Finds the name of a tensor whose values are in another file; <see langword="null"/> if every tensor is inside.</summary>
    /// <param name="model">The file's bytes; none are copied.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or nested deeper than ONNX Runtime reads.</exception>
    public static string? FindExternalTensor(ReadOnlySpan<byte> model) => Find(model, Message.Model, level: 1);

    // A field that may stand once may be repeated all the same (protobuf merges the values), so each is visited.
    private static string? Find(ReadOnlySpan<byte> message, Message kind, int level)
    {
        if (level > MostLevels)
            throw new InvalidDataException($"Its parts are nested more than {MostLevels} deep.");
        string name = "";
        bool isExternal = false;
        var field = new ProtoFields(message);
        while (field.Next())
        {
            if (kind == Message.Tensor)
            {
                // Either is enough: external_data (13), or a data_location (14) that is not 0 in the widest reading of its number.
                isExternal |= field.Number == 13 || (field.Number == 14 && (field.IsBytes || field.Value.ContainsAnyExcept<byte>(0, 0x80)));
                if (field is { Number: 8, IsBytes: true })
                    name = Encoding.UTF8.GetString(field.Value[..Math.Min(field.Value.Length, LongestName)]);
            }
            else if (field.IsBytes && Inner(kind, field.Number) is var inner and not Message.Other
                && Find(field.Value, inner, level + 1) is { } found)
            {
                return found;
            }
        }

        return isExternal ? name : null;
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
