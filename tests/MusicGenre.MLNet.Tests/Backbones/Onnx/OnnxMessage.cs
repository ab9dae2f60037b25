using Google.Protobuf;

namespace MusicGenre.MLNet.Tests.Backbones.Onnx;

/// <summary>Writes protobuf fields by their numbers, those that no writer of ONNX files would write included.</summary>
internal static class OnnxMessage
{
    public static byte[] Make(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        write(output);
        output.Flush();
        return bytes.ToArray();
    }

    public static void Field(this CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    public static void Field(this CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    public static void Field(this CodedOutputStream output, int field, Action<CodedOutputStream> message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Make(message)));
    }
}
