using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>How a file of weights stores a number, by PyTorch's names.</summary>
internal enum ElementType
{
    Double,
    Float,
    Half,
    BFloat16,
    Long,
    Int,
    Short,
    Char,
    Byte,
    Bool,
}

/// <summary>The size of stored numbers, and how they become 32-bit floats. Values are little-endian.</summary>
internal static class ElementTypes
{
    private delegate float Read(ReadOnlySpan<byte> element);

    /// <summary>Gets the number of bytes of an element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Double or ElementType.Long => 8,
        ElementType.Float or ElementType.Int => 4,
        ElementType.Half or ElementType.BFloat16 or ElementType.Short => 2,
        _ => 1,
    };

    /// <summary>Converts stored elements to floats.</summary>
    public static float[] ToFloats(this ElementType type, ReadOnlySpan<byte> bytes)
    {
        if (type == ElementType.Float && BitConverter.IsLittleEndian)
            return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        int size = type.Size();
        Read read = Reader(type);
        var values = new float[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
            values[i] = read(bytes.Slice(i * size, size));
        return values;
    }

    private static Read Reader(ElementType type) => type switch
    {
        ElementType.Double => bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.Long => bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian,
        ElementType.Int => bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.Half => bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ElementType.BFloat16 => bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        ElementType.Short => bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.Char => bytes => (sbyte)bytes[0],
        _ => bytes => bytes[0],
    };
}
