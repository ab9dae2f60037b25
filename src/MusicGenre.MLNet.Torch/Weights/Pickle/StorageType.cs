using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Torch.Weights.Pickle;

/// <summary>PyTorch's kinds of storage: their size and how they become 32-bit floats. Values are little endian.</summary>
internal static class StorageType
{
    private delegate float Read(ReadOnlySpan<byte> element);

    /// <summary>Whether there is a storage of that name.</summary>
    public static bool IsKnown(string name) => Size(name) > 0;

    /// <summary>Bytes of an element; 0 for an unknown name.</summary>
    public static int Size(string name) => name switch
    {
        "DoubleStorage" or "LongStorage" => 8,
        "FloatStorage" or "IntStorage" => 4,
        "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
        "CharStorage" or "ByteStorage" or "BoolStorage" => 1,
        _ => 0,
    };

    /// <summary>All elements of a storage as floats.</summary>
    public static float[] ToFloats(string name, ReadOnlySpan<byte> bytes)
    {
        int size = Size(name);
        var values = new float[bytes.Length / size];
        if (name == "FloatStorage" && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
            return values;
        }

        Read read = Reader(name);
        for (int i = 0; i < values.Length; i++)
            values[i] = read(bytes.Slice(i * size, size));
        return values;
    }

    private static Read Reader(string name) => name switch
    {
        "DoubleStorage" => bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "LongStorage" => bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        "FloatStorage" => BinaryPrimitives.ReadSingleLittleEndian,
        "IntStorage" => bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "HalfStorage" => bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        "BFloat16Storage" => bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        "ShortStorage" => bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        "CharStorage" => bytes => (sbyte)bytes[0],
        _ => bytes => bytes[0],
    };
}
