using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// A backbone and its segment settings as one run of bytes, as they travel inside a model file: the length of the header in UTF-8
/// JSON (4 bytes, little-endian), the header, the ONNX file's bytes (none for a backbone without weights).
/// </summary>
internal static class BackbonePackage
{
    /// <summary>How descriptions are written; shared with the model file's manifest, since a second set of options would reflect on all types again.</summary>
    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static byte[] Pack(Backbone backbone, SegmentOptions segments)
    {
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Header(backbone.Description, segments), Json);
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
        Header header = Parse<Header>(package.Slice(sizeof(int), length), "the backbone inside the model file");
        ReadOnlySpan<byte> weights = package[(sizeof(int) + length)..];
        return (weights.IsEmpty ? BackboneCatalog.OpenWithoutWeights(header.Backbone) : new OnnxBackbone(header.Backbone, weights.ToArray()), header.Segments);
    }

    public static string ToJson(BackboneDescription description) => JsonSerializer.Serialize(description, Json);

    /// <exception cref="BackboneException">The text is no description.</exception>
    public static BackboneDescription FromJson(ReadOnlySpan<byte> json, string where) => Parse<BackboneDescription>(json, where);

    private static T Parse<T>(ReadOnlySpan<byte> json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json) ?? throw new BackboneException($"The description of {where} is empty.");
        }
        catch (JsonException e)
        {
            throw new BackboneException($"The description of {where} is not the JSON of a backbone description: {e.Message}", e);
        }
    }

    private sealed record Header(BackboneDescription Backbone, SegmentOptions Segments);
}
