using System.Buffers.Binary;
using System.Text;

namespace MusicGenre.MLNet.Torch.Weights.Pickle;

/// <summary>Reads the elements of a pickle's byte stream, bounds checked.</summary>
internal ref struct PickleReader(ReadOnlySpan<byte> data, string source)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly string _source = source;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>Skips the length of a frame: frames only help buffering.</summary>
    public void Frame() => Take(8);

    /// <summary>A whole number of up to eight bytes, two's complement, least byte first.</summary>
    public long Long1()
    {
        int length = Byte();
        if (length > 8)
            throw Malformed("holds a whole number of more than 64 bits");
        ReadOnlySpan<byte> bytes = Take(length);
        long value = length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    public string Text(int length) => Encoding.UTF8.GetString(Take(length));

    /// <summary>Text up to the end of the line.</summary>
    public string Line()
    {
        int length = _data[Position..].IndexOf((byte)'\n');
        if (length < 0)
            throw Malformed("ends within a name");
        string line = Text(length);
        Position++;
        return line;
    }

    public readonly WeightsFormatException Malformed(string what) =>
        new($"{_source}: the pickle {what} (at byte {Position}). The file is damaged or no PyTorch state dict; nothing was executed.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _data.Length - Position)
            throw Malformed("ends too early");
        ReadOnlySpan<byte> taken = _data.Slice(Position, count);
        Position += count;
        return taken;
    }
}
