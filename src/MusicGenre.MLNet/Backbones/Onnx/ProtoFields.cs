namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Walks the fields of a protocol buffer message where they lie, bounds checked. Source: protobuf.dev/programming-guides/encoding.
/// </summary>
/// <remarks>
/// For what every program does at its start. Classes compiled from Onnx.proto would copy the weights, and Google.Protobuf takes 5 ms to be
/// loaded.
/// </remarks>
internal ref struct ProtoFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that was read last.</summary>
    public int Number { get; private set; }

    /// <summary>Its content: text, bytes, a message; or a number as it is encoded.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the content is of any length: text, bytes, a message, packed numbers.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Number of bytes behind the field that was read last.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        ulong tag = Varint();
        // Other readers cut a tag to 32 bits, and would see another field in a longer one.
        if (tag >> 3 is 0 || tag > uint.MaxValue)
            throw new InvalidDataException("It has a field without a number.");
        Number = (int)(tag >> 3);
        IsBytes = (tag & 7) == 2;
        ReadOnlySpan<byte> start = _rest;
        switch (tag & 7)
        {
            case 0: Varint(); break;
            case 1: Skip(8); break;
            case 2:
                ulong length = Varint();
                start = _rest;
                Skip(length);
                break;
            case 5: Skip(4); break;
            default: throw new InvalidDataException($"It has a field of unknown kind {tag & 7}.");
        }

        Value = start[..^_rest.Length];
        return true;
    }

    /// <summary>Reads a number as protocol buffers encode it.</summary>
    public static long Varint(ReadOnlySpan<byte> encoded)
    {
        ulong value = 0;
        for (int i = 0; i < encoded.Length && i < 10; i++)
            value |= (ulong)(encoded[i] & 0x7f) << (7 * i);
        return (long)value;
    }

    /// <summary>Reads packed numbers.</summary>
    public static List<long> Varints(ReadOnlySpan<byte> packed)
    {
        var values = new List<long>();
        int start = 0;
        for (int i = 0; i < packed.Length; i++)
            if (packed[i] < 0x80)
            {
                values.Add(Varint(packed[start..(i + 1)]));
                start = i + 1;
            }
        return values;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int i = 0; i < 10 && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("It ends within a number.");
    }

    private void Skip(ulong length)
        => _rest = length <= (ulong)_rest.Length ? _rest[(int)length..] : throw new InvalidDataException("It ends too early.");
}
