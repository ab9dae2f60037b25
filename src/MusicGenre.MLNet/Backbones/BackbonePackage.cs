using System.Buffers.Binary;
using System.Text.Json;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// A backbone and its segment settings as one run of bytes, as they travel inside a model file: the length of the header in UTF-8
/// JSON (4 bytes, little-endian), the header, the ONNX file's bytes (none for a backbone without weights). Of several backbones side by
/// side, the packages of the parts stand in the place of the ONNX file.
/// </summary>
internal static class BackbonePackage
{
    public static byte[] Pack(Backbone backbone, SegmentOptions segments)
    {
        ReadOnlyMemory<byte>[] contents = backbone.Parts.Count == 1
            ? [backbone.Weights]
            : [.. backbone.Parts.Select(part => (ReadOnlyMemory<byte>)Pack(part, segments))];
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(
            new BackboneHeader(backbone.Description, segments)
            {
                Parts = contents.Length == 1 ? null : [.. contents.Select(content => content.Length)],
            },
            BackboneJson.Type<BackboneHeader>());
        var package = new byte[sizeof(int) + header.Length + contents.Sum(content => content.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(package, header.Length);
        header.CopyTo(package.AsSpan(sizeof(int)));
        int end = sizeof(int) + header.Length;
        foreach (ReadOnlyMemory<byte> content in contents)
        {
            content.Span.CopyTo(package.AsSpan(end));
            end += content.Length;
        }
        return package;
    }

    /// <exception cref="BackboneException">The bytes are no package.</exception>
    public static (Backbone Backbone, SegmentOptions Segments) Unpack(byte[] package) => Unpack(package, mayHaveParts: true);

    private static (Backbone Backbone, SegmentOptions Segments) Unpack(ReadOnlyMemory<byte> package, bool mayHaveParts)
    {
        int length = package.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(package.Span);
        if (length <= 0 || length > package.Length - sizeof(int))
            throw Incomplete();
        BackboneHeader header = BackboneJson.Parse<BackboneHeader>(
            package.Slice(sizeof(int), length).Span, "the backbone inside the model file");
        if (header.Backbone is null || header.Segments is null)
            throw Incomplete();
        ReadOnlyMemory<byte> contents = package[(sizeof(int) + length)..];
        Backbone backbone = header.Parts is { } parts ? SideBySideBackbone.Of(Open(contents, mayHaveParts ? parts : []))
            : contents.IsEmpty ? BackboneCatalog.OpenWithoutWeights(header.Backbone)
            : new OnnxBackbone(header.Backbone, contents.ToArray());
        return (backbone, header.Segments);
    }

    private static Func<Backbone>[] Open(ReadOnlyMemory<byte> packages, IReadOnlyList<int> lengths)
    {
        // Parts of parts are never written.
        if (lengths.Count is < 2 or > SideBySideBackbone.MostParts || lengths.Any(length => length <= 0)
            || lengths.Sum(length => (long)length) != packages.Length)
            throw Incomplete();
        var open = new Func<Backbone>[lengths.Count];
        for (int part = 0, start = 0; part < open.Length; start += lengths[part++])
        {
            ReadOnlyMemory<byte> package = packages.Slice(start, lengths[part]);
            open[part] = () => Unpack(package, mayHaveParts: false).Backbone;
        }
        return open;
    }

    private static BackboneException Incomplete()
        => new("The backbone inside the model file is damaged: its header is incomplete. Save the model again.");
}
