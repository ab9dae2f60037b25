using Google.Protobuf;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Writes the fields of one protocol buffer message. Source of the numbers passed in: onnx.proto (github.com/onnx/onnx).</summary>
internal sealed class ProtoWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public ProtoWriter()
    {
        _output = new CodedOutputStream(_bytes, leaveOpen: true);
    }

    public ProtoWriter Number(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public ProtoWriter Numbers(int field, IEnumerable<long> values)
    {
        foreach (long value in values)
            Number(field, value);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    public ProtoWriter Text(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public ProtoWriter Texts(int field, IEnumerable<string> values)
    {
        foreach (string value in values)
            Text(field, value);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlyMemory<byte> value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
        return this;
    }

    /// <summary>Writes <paramref name="message"/> as a nested message and disposes it.</summary>
    public ProtoWriter Message(int field, ProtoWriter message)
    {
        using (message)
            return Bytes(field, message.Content);
    }

    /// <summary>What was written so far; valid until more is written.</summary>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            _output.Flush();
            return _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _bytes.Dispose();
    }
}
