using System.Text;
using Google.Protobuf;

namespace MusicGenre.MLNet.Cli.Exporting;

/// <summary>
/// A message of protocol buffers as a list of its fields, without a class for each kind: enough to put two ONNX models together. Fields
/// that nobody asks for stay as they are.
/// </summary>
internal sealed class WireMessage
{
    private readonly List<(int Number, WireFormat.WireType Type, ulong Value, ByteString Bytes)> _fields = [];

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no message.</exception>
    public static WireMessage Parse(ByteString bytes)
    {
        var message = new WireMessage();
        using CodedInputStream input = bytes.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
        {
            WireFormat.WireType type = WireFormat.GetTagWireType(tag);
            (ulong value, ByteString content) = type switch
            {
                WireFormat.WireType.Varint => (input.ReadUInt64(), ByteString.Empty),
                WireFormat.WireType.Fixed64 => (input.ReadFixed64(), ByteString.Empty),
                WireFormat.WireType.Fixed32 => (input.ReadFixed32(), ByteString.Empty),
                WireFormat.WireType.LengthDelimited => (0UL, input.ReadBytes()),
                _ => throw new InvalidDataException("A message of protocol buffers has a field of an unknown kind."),
            };
            message._fields.Add((WireFormat.GetTagFieldNumber(tag), type, value, content));
        }
        return message;
    }

    /// <summary>Gets the numbers in a field that is not packed.</summary>
    public IEnumerable<long> Numbers(int field)
        => _fields.Where(one => one.Number == field && one.Type == WireFormat.WireType.Varint).Select(one => (long)one.Value);

    /// <summary>Gets the messages in a field.</summary>
    public IEnumerable<WireMessage> Messages(int field) => Contents(field).Select(Parse);

    /// <summary>Gets the texts in a field.</summary>
    public IEnumerable<string> Texts(int field) => Contents(field).Select(bytes => bytes.ToStringUtf8());

    /// <summary>Adds a text.</summary>
    public WireMessage Add(int field, string text) => Add(field, ByteString.CopyFrom(text, Encoding.UTF8));

    /// <summary>Adds a message.</summary>
    public WireMessage Add(int field, WireMessage message) => Add(field, message.ToBytes());

    /// <summary>Adds messages.</summary>
    public WireMessage Add(int field, IEnumerable<WireMessage> messages)
    {
        foreach (WireMessage message in messages)
            Add(field, message);
        return this;
    }

    /// <summary>Adds bytes.</summary>
    public WireMessage Add(int field, ByteString bytes)
    {
        _fields.Add((field, WireFormat.WireType.LengthDelimited, 0, bytes));
        return this;
    }

    /// <summary>Adds a number.</summary>
    public WireMessage Add(int field, long number)
    {
        _fields.Add((field, WireFormat.WireType.Varint, (ulong)number, ByteString.Empty));
        return this;
    }

    /// <summary>Takes a field out.</summary>
    public WireMessage Without(int field)
    {
        _fields.RemoveAll(one => one.Number == field);
        return this;
    }

    /// <summary>Puts a name in the place of each text in a field.</summary>
    public WireMessage Rename(int field, Func<string, string> name)
    {
        for (int i = 0; i < _fields.Count; i++)
            if (_fields[i].Number == field)
                _fields[i] = _fields[i] with { Bytes = ByteString.CopyFrom(name(_fields[i].Bytes.ToStringUtf8()), Encoding.UTF8) };
        return this;
    }

    /// <summary>Writes the message.</summary>
    public ByteString ToBytes()
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
            foreach ((int number, WireFormat.WireType type, ulong value, ByteString bytes) in _fields)
            {
                output.WriteTag(number, type);
                if (type == WireFormat.WireType.LengthDelimited)
                    output.WriteBytes(bytes);
                else if (type == WireFormat.WireType.Varint)
                    output.WriteUInt64(value);
                else if (type == WireFormat.WireType.Fixed64)
                    output.WriteFixed64(value);
                else
                    output.WriteFixed32((uint)value);
            }
        return UnsafeByteOperations.UnsafeWrap(memory.ToArray());
    }

    private IEnumerable<ByteString> Contents(int field)
        => _fields.Where(one => one.Number == field && one.Type == WireFormat.WireType.LengthDelimited).Select(one => one.Bytes);
}
