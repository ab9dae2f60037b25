using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MusicGenre.MLNet.Backbones.Onnx;

namespace MusicGenre.MLNet.Torch.Weights.Onnx;

/// <summary>Reads one <c>TensorProto</c>.</summary>
internal static class OnnxTensorReader
{
    // Field and type numbers of onnx.proto, message TensorProto.
    private const int Dims = 1, DataType = 2, FloatData = 4, Int32Data = 5, Name = 8, RawData = 9, DoubleData = 10, ExternalData = 13, DataLocation = 14;
    private const int Float = 1, Float16 = 10, Double = 11, BFloat16 = 16;
    private const ulong External = 1;

    /// <summary>The tensor, or null if it is not of a floating-point type.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="WeightsFormatException">Its values are in another file.</exception>
    public static WeightTensor? Read(ReadOnlySpan<byte> message, string source)
    {
        var dims = new List<long>();
        var words = new List<long>();
        var floats = new List<float>();
        ReadOnlySpan<byte> raw = default;
        bool hasRaw = false, external = false;
        int type = 0;
        string name = "";
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Dims: reader.AddNumbers(dims); break;
                case DataType: type = (int)reader.Number; break;
                case FloatData: AddFloats(floats, reader.Bytes); break;
                case Int32Data: reader.AddNumbers(words); break;
                case DoubleData: AddDoubles(floats, reader.Bytes); break;
                case Name: name = Encoding.UTF8.GetString(reader.Bytes); break;
                case RawData:
                    raw = reader.Bytes;
                    hasRaw = true;
                    break;
                case ExternalData: external = true; break;
                case DataLocation: external |= reader.Number == External; break;
            }
        }

        if (type is not (Float or Float16 or Double or BFloat16))
            return null;
        if (external)
        {
            throw new WeightsFormatException(
                $"{source}: the weights '{name}' are kept in another file (external data), which is not read; save the model as one file.");
        }

        float[] values = hasRaw ? FromRaw(type, raw, name) : words.Count > 0 ? FromWords(type, words) : [.. floats];
        if (dims.Any(size => size < 0) || !HasCount(dims, values.Length))
            throw new InvalidDataException($"the weights '{name}' of shape {WeightTensor.Format(dims)} hold {values.Length} values.");
        return new WeightTensor(name, [.. dims], values);
    }

    private static bool HasCount(List<long> dims, int count)
    {
        Int128 product = 1;
        foreach (long size in dims)
        {
            product *= size;
            if (product > int.MaxValue)
                return false;
        }

        return product == count;
    }

    private static void AddFloats(List<float> floats, ReadOnlySpan<byte> bytes)
    {
        foreach (float value in FromRaw(Float, bytes, "float_data"))
            floats.Add(value);
    }

    private static void AddDoubles(List<float> floats, ReadOnlySpan<byte> bytes)
    {
        foreach (float value in FromRaw(Double, bytes, "double_data"))
            floats.Add(value);
    }

    /// <summary>Values as raw little-endian bytes.</summary>
    private static float[] FromRaw(int type, ReadOnlySpan<byte> bytes, string name)
    {
        int size = type switch { Float => 4, Double => 8, _ => 2 };
        if (bytes.Length % size != 0)
            throw new InvalidDataException($"'{name}' has {bytes.Length} bytes, which is no multiple of {size}.");
        var values = new float[bytes.Length / size];
        if (type == Float && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
            return values;
        }

        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                Float => BinaryPrimitives.ReadSingleLittleEndian(element),
                Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                _ => FromBits(type, BinaryPrimitives.ReadUInt16LittleEndian(element)),
            };
        }

        return values;
    }

    /// <summary>16-bit values, each as the bits of a number in int32_data.</summary>
    private static float[] FromWords(int type, List<long> words)
    {
        if (type is not (Float16 or BFloat16))
            throw new InvalidDataException("it holds whole numbers where floating-point numbers belong.");
        return [.. words.Select(word => FromBits(type, (ushort)word))];
    }

    private static float FromBits(int type, ushort bits) =>
        type == Float16 ? (float)BitConverter.UInt16BitsToHalf(bits) : BitConverter.Int32BitsToSingle(bits << 16);
}
