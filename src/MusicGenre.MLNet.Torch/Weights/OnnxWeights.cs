using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;
using static MusicGenre.MLNet.Backbones.Onnx.TensorProto.Types;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>Reads the initializers of an ONNX file: its constant tensors, which are its weights.</summary>
/// <remarks>
/// Floating-point initializers (16, bfloat16, 32 and 64 bits), held as raw or typed data; those of other types (shapes, axes) are left out.
/// </remarks>
internal static class OnnxWeights
{
    /// <summary>Reads the messages of a file.</summary>
    /// <param name="model">The file's content.</param>
    /// <param name="source">What to call the file in messages.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, or no ONNX file.</exception>
    public static ModelProto Parse(ReadOnlySpan<byte> model, string source)
    {
        try
        {
            ModelProto parsed = ModelProto.Parser.ParseFrom(model);
            return parsed.Graph is not null ? parsed : throw Damaged(source, "it holds no graph.");
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Damaged(source, exception.Message, exception);
        }
    }

    /// <summary>Reads every floating-point initializer.</summary>
    /// <param name="model">The file's content.</param>
    /// <param name="source">What to call the file in messages.</param>
    /// <returns>The tensors by name, in the file's order, all as 32-bit floats.</returns>
    /// <exception cref="WeightsFormatException">The file is damaged, no ONNX file, or keeps its weights in another file.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> Read(ReadOnlySpan<byte> model, string source)
        => Read(Parse(model, source), source);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, string)"/>
    public static IReadOnlyDictionary<string, WeightTensor> Read(ModelProto model, string source)
    {
        var tensors = new OrderedDictionary<string, WeightTensor>();
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            if (tensor.DataType is not (DataType.Float or DataType.Float16 or DataType.Double or DataType.Bfloat16))
                continue;
            if (!tensors.TryAdd(tensor.Name, Read(tensor, source)))
                throw Damaged(source, $"there are two initializers named '{tensor.Name}'.");
        }
        return tensors;
    }

    private static WeightTensor Read(TensorProto tensor, string source)
    {
        if (tensor.ExternalData.Count > 0 || tensor.DataLocation != 0)
        {
            throw new WeightsFormatException(
                $"{source}: the weights '{tensor.Name}' are kept in another file (external data), which is not read; save the model as one "
                + $"file.");
        }
        float[] values = tensor.RawData.Length > 0 ? FromRaw(tensor, source) : FromList(tensor);
        if (tensor.Dims.Any(size => size < 0) || Count(tensor.Dims) != values.Length)
            throw Damaged(source, $"the weights '{tensor.Name}' of shape {WeightTensor.Format(tensor.Dims)} hold {values.Length} values.");
        return new WeightTensor(tensor.Name, [.. tensor.Dims], values);
    }

    // No shape of a file is longer than some values, so a product that no number holds is as wrong as any.
    private static Int128 Count(IEnumerable<long> shape)
        => shape.Aggregate((Int128)1, (product, size) => product > int.MaxValue ? product : product * size);

    private static float[] FromRaw(TensorProto tensor, string source)
    {
        ElementType type = tensor.DataType switch
        {
            DataType.Float => ElementType.Float,
            DataType.Double => ElementType.Double,
            DataType.Float16 => ElementType.Half,
            _ => ElementType.BFloat16,
        };
        return tensor.RawData.Length % type.Size() == 0
            ? type.ToFloats(tensor.RawData.Span)
            : throw Damaged(source, $"'{tensor.Name}' has {tensor.RawData.Length} bytes, which is no multiple of {type.Size()}.");
    }

    // 16-bit values are the bits of whole numbers.
    private static float[] FromList(TensorProto tensor) => tensor.DataType switch
    {
        DataType.Float => [.. tensor.FloatData],
        DataType.Double => [.. tensor.DoubleData.Select(value => (float)value)],
        DataType.Float16 => [.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))],
        _ => [.. tensor.Int32Data.Select(bits => BitConverter.Int32BitsToSingle(bits << 16))],
    };

    private static WeightsFormatException Damaged(string source, string problem, Exception? cause = null)
        => new($"{source} is no ONNX file, or a damaged one: {problem}", cause);
}
