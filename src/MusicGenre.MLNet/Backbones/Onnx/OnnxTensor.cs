using System.Runtime.InteropServices;
using System.Text;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>What is known of a tensor before anything is computed.</summary>
/// <param name="Shape">Its shape; <see langword="null"/> if it depends on more than sizes.</param>
/// <param name="Most">The most values it can have.</param>
/// <param name="Values">Its values, where they are whole numbers that shapes are made of.</param>
/// <param name="IsConstant">Whether it does not depend on the input, so that it is computed when the network is opened.</param>
internal sealed record OnnxTensor(long[]? Shape, long Most, long[]? Values, bool IsConstant)
{
    // Of values that shapes are made of; a tensor of more is data.
    private const int MostValues = 1_024;

    private const int Int32 = 6, Int64 = 7;

    /// <summary>Gets whether the shape is what it will be, rather than the largest that it can be.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>Gets the number of values; <see cref="Most"/> where it is not known.</summary>
    public long Count => Shape is null ? Most : Product(Shape);

    /// <summary>Creates a tensor of a known shape.</summary>
    public static OnnxTensor Of(bool constant, params long[] shape) => new(shape, Product(shape), null, constant);

    /// <summary>Creates a tensor of at most so many values.</summary>
    public static OnnxTensor AtMost(bool constant, long most) => new(null, most, null, constant);

    /// <summary>Creates whole numbers.</summary>
    public static OnnxTensor Numbers(bool constant, long[] values) => new([values.Length], values.Length, values, constant);

    /// <summary>Multiplies sizes; what is too large for a number is the largest one.</summary>
    public static long Product(ReadOnlySpan<long> sizes)
    {
        Int128 product = 1;
        foreach (long size in sizes)
            product = Int128.Min(product * Math.Max(0, size), long.MaxValue);
        return (long)product;
    }

    /// <summary>Reads a <c>TensorProto</c> without its name: dims 1, data_type 2, int32_data 5, int64_data 7, raw_data 9.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or smaller than it says.</exception>
    public static OnnxTensor Read(ReadOnlySpan<byte> message) => Read(message, out _);

    /// <summary>Reads a <c>TensorProto</c>.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or smaller than it says.</exception>
    public static OnnxTensor Read(ReadOnlySpan<byte> message, out string name)
    {
        name = "";
        List<long> shape = [];
        List<long> values = [];
        long type = 0, data = 0;
        int kinds = 0;
        ReadOnlySpan<byte> raw = default;
        var field = new ProtoFields(message);
        while (field.Next())
        {
            switch (field.Number)
            {
                case 1 when field.IsBytes: shape.AddRange(ProtoFields.Varints(field.Value)); break;
                case 1: shape.Add(ProtoFields.Varint(field.Value)); break;
                case 2 when !field.IsBytes: type = ProtoFields.Varint(field.Value); break;
                case 8 when field.IsBytes: name = Encoding.UTF8.GetString(field.Value); break;
                case 9 when field.IsBytes: raw = field.Value; break;
                case 5 or 7 when values.Count <= MostValues:
                    values.AddRange(field.IsBytes
                        ? ProtoFields.Varints(field.Value[..Math.Min(field.Value.Length, 10 * (MostValues + 1))])
                        : [ProtoFields.Varint(field.Value)]);
                    break;
            }
            // float_data 4, int32_data 5, string_data 6, int64_data 7, raw_data 9, double_data 10, uint64_data 11: one holds the values.
            if (field.Number is 4 or 5 or 6 or 7 or 9 or 10 or 11 && field.Value.Length > 0)
                kinds |= 1 << field.Number;
            data += field.Value.Length;
        }
        long[] dimensions = [.. shape];
        long count = Product(dimensions);
        // The smallest type takes half a byte.
        if (count > 2 * data || dimensions.Any(size => size < 0))
            throw new InvalidDataException($"Its tensor '{name}' says that it has more values than the file holds.");
        if ((kinds & (kinds - 1)) != 0)
            throw new InvalidDataException($"Its tensor '{name}' has its values twice.");
        long[]? numbers = count > MostValues ? null
            : kinds == 1 << 9 ? FromRaw(raw, type)
            : (type, kinds) is (Int64, 1 << 7) or (Int32, 1 << 5) ? [.. values] : null;
        return new OnnxTensor(dimensions, count, numbers?.Length == count ? numbers : null, IsConstant: true);
    }

    private static long[]? FromRaw(ReadOnlySpan<byte> raw, long type) => raw.Length > sizeof(long) * MostValues ? null : type switch
    {
        Int64 => MemoryMarshal.Cast<byte, long>(raw).ToArray(),
        Int32 => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(raw).ToArray(), value => (long)value),
        _ => null,
    };
}
