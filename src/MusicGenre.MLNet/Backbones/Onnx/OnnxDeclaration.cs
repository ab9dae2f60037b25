using System.Text;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>The name and shape of a tensor as a graph declares them for an input, an output or what is between.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Shape">Its sizes, −1 for those that are not fixed; <see langword="null"/> if no shape is declared.</param>
internal sealed record OnnxDeclaration(string Name, long[]? Shape)
{
    /// <summary>Reads a <c>ValueInfoProto</c>.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static OnnxDeclaration Read(ReadOnlySpan<byte> message)
    {
        string name = "";
        List<long>? shape = null;
        var field = new ProtoFields(message);
        while (field.Next())
        {
            if (field is { Number: 1, IsBytes: true })
                name = Encoding.UTF8.GetString(field.Value);
            if (field is { Number: 2, IsBytes: true })
                ReadType(field.Value, ref shape);
        }
        return new OnnxDeclaration(name, shape is null ? null : [.. shape]);
    }

    /// <summary>Gets the shape that an input has when it is given a tensor of a shape.</summary>
    /// <exception cref="InvalidDataException">It takes none of that shape.</exception>
    public long[] Resolve(long[] given)
    {
        if (Shape is null)
            return given;
        // Larger by a few frames may be: how many there are depends on how the ends of a segment are filled.
        const int Slack = 16;
        if (Shape.Length != given.Length || Shape.Where((size, axis) => size > given[axis] + Slack).Any())
            throw new InvalidDataException(
                $"Its input '{Name}' takes a tensor of {Text(Shape)}, and is given one of {Text(given)}.");
        return [.. Shape.Select((size, axis) => size < 0 ? given[axis] : size)];
    }

    /// <summary>Compares the shape with what the operators give.</summary>
    /// <exception cref="InvalidDataException">A size is larger.</exception>
    public void RequireNoLarger(OnnxTensor? tensor)
    {
        if (Shape is null || tensor is null)
            return;
        bool larger = tensor.Shape?.Length == Shape.Length
            ? Shape.Where((size, axis) => size > tensor.Shape[axis]).Any()
            : OnnxTensor.Product([.. Shape.Where(size => size >= 0)]) > tensor.Count;
        if (larger)
            throw new InvalidDataException(
                $"It says that '{Name}' is of {Text(Shape)}, and its operators make less of it"
                + $"{(tensor.Shape is { } made ? $", {Text(made)}" : "")}.");
    }

    // TypeProto: tensor_type 1. Tensor: shape 2. TensorShapeProto: dim 1. Dimension: dim_value 1.
    private static void ReadType(ReadOnlySpan<byte> type, ref List<long>? shape)
    {
        var field = new ProtoFields(type);
        while (field.Next())
        {
            if (field is not { Number: 1, IsBytes: true })
                continue;
            var tensor = new ProtoFields(field.Value);
            while (tensor.Next())
                if (tensor is { Number: 2, IsBytes: true })
                    ReadShape(tensor.Value, shape ??= []);
        }
    }

    private static void ReadShape(ReadOnlySpan<byte> message, List<long> shape)
    {
        var field = new ProtoFields(message);
        while (field.Next())
        {
            if (field is not { Number: 1, IsBytes: true })
                continue;
            long size = -1;
            var dimension = new ProtoFields(field.Value);
            while (dimension.Next())
                if (dimension is { Number: 1, IsBytes: false })
                    size = ProtoFields.Varint(dimension.Value);
                else if (dimension is { Number: 2, IsBytes: true })
                    size = -1;
            shape.Add(size);
        }
    }

    private static string Text(long[] shape) => string.Join(" × ", shape.Select(size => size < 0 ? "?" : size.ToString()));
}
