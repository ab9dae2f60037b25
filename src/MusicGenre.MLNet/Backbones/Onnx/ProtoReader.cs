using System.Buffers.Binary;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Walks the fields of a protocol buffer message without copying, bounds checked. Source: protobuf.dev/programming-guides/encoding.
/// </summary>
/// <remarks>Google.Protobuf's own reader would copy every nested message, that is a whole network three times over.</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value if it is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its bytes if it is text, bytes, a message, packed numbers or a fixed-size number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the value is in <see cref="Bytes"/>.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Number of bytes behind the field that was read last.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        ulong tag = Varint(ref _rest);
        // Other readers cut a tag to 32 bits, and would see another field in a longer one.
        if (tag >> 3 is 0 || tag > uint.MaxValue)
            throw new InvalidDataException("it has a field without a number.");
        Field = (int)(tag >> 3);
        IsBytes = true;
        Number = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                IsBytes = false;
                Number = Varint(ref _rest);
                break;
            case 1: Bytes = Take(8); break;
            case 2: Bytes = Take(Varint(ref _rest)); break;
            case 5: Bytes = Take(4); break;
            default: throw new InvalidDataException($"it has a field of unknown kind {tag & 7}.");
        }

        return true;
    }

    /// <summary>Adds the value, or the packed values, of a repeated whole number to <paramref name="numbers"/>.</summary>
    public readonly void AddNumbers(List<long> numbers)
    {
        if (!IsBytes)
        {
            numbers.Add((long)Number);
            return;
        }

        ReadOnlySpan<byte> packed = Bytes;
        while (!packed.IsEmpty)
            numbers.Add((long)Varint(ref packed));
    }

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        ulong value = 0;
        for (int i = 0; i < 10; i++)
        {
            if (i >= data.Length)
                break;
            value |= (ulong)(data[i] & 0x7f) << (7 * i);
            if (data[i] < 0x80)
            {
                data = data[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("it ends within a number.");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new InvalidDataException("it ends too early.");
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
