using System.Buffers.Binary;
using System.Text.Json;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// A backbone and its segment settings as one run of bytes, as they travel inside a model file: the length of the header in UTF-8
/// JSON (4 bytes, little-endian), the header, the ONNX file's bytes (none for a backbone without weights).
/// </summary>
internal static class BackbonePackage
{
    public static byte[] Pack(Backbone backbone, SegmentOptions segments)
    {
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(
            new BackboneHeader(backbone.Description, segments), BackboneJson.Type<BackboneHeader>());
        var package = new byte[sizeof(int) + header.Length + backbone.Weights.Length];
        BinaryPrimitives.WriteInt32LittleEndian(package, header.Length);
        header.CopyTo(package.AsSpan(sizeof(int)));
        backbone.Weights.Span.CopyTo(package.AsSpan(sizeof(int) + header.Length));
        return package;
    }

    /// <exception cref="BackboneException">The bytes are no package.</exception>
    public static (Backbone Backbone, SegmentOptions Segments) Unpack(ReadOnlySpan<byte> package)
    {
        int length = package.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(package);
        if (length <= 0 || length > package.Length - sizeof(int))
            throw new BackboneException("The backbone inside the model file is damaged: its header is incomplete. Save the model again.");
        BackboneHeader header = BackboneJson.Parse<BackboneHeader>(package.Slice(sizeof(int), length), "the backbone inside the model file");
        if (header.Backbone is null || header.Segments is null)
            throw new BackboneException("The backbone inside the model file is damaged: its header is incomplete. Save the model again.");
        ReadOnlySpan<byte> weights = package[(sizeof(int) + length)..];
        Backbone backbone = weights.IsEmpty
            ? BackboneCatalog.OpenWithoutWeights(header.Backbone)
            : new OnnxBackbone(header.Backbone, weights.ToArray());
        return (backbone, header.Segments);
    }
}
