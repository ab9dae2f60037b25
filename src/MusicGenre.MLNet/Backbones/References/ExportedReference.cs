using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;

namespace MusicGenre.MLNet.Backbones.References;

/// <summary>
/// References inside an ONNX file, in its last metadata entry: the embedding for each of its outputs, and the hash of all bytes before the entry. A message of
/// protocol buffers may be continued at its end, so the entry is appended to the finished file.
/// </summary>
internal static class ExportedReference
{
    private const string Key = "musicgenre.reference";

    // ModelProto.metadata_props; StringStringEntryProto.key and value (onnx.proto).
    private const int Metadata = 14, EntryKey = 1, EntryValue = 2;

    /// <summary>Appends the references.</summary>
    /// <param name="onnx">The file so far.</param>
    /// <param name="outputs">The embedding of the synthetic input, by the output's name.</param>
    public static byte[] Append(byte[] onnx, IReadOnlyDictionary<string, float[]> outputs)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx));
        string json = JsonSerializer.Serialize(outputs.ToDictionary(o => o.Key, o => BackboneReference.Of(o.Value, sha256)), BackboneJson.Options);
        using var entry = new MemoryStream();
        using (var writer = new CodedOutputStream(entry, leaveOpen: true))
        {
            writer.WriteTag(EntryKey, WireFormat.WireType.LengthDelimited);
            writer.WriteString(Key);
            writer.WriteTag(EntryValue, WireFormat.WireType.LengthDelimited);
            writer.WriteString(json);
        }

        using var file = new MemoryStream();
        file.Write(onnx);
        using (var writer = new CodedOutputStream(file, leaveOpen: true))
        {
            writer.WriteTag(Metadata, WireFormat.WireType.LengthDelimited);
            writer.WriteBytes(ByteString.CopyFrom(entry.ToArray()));
        }

        return file.ToArray();
    }

    /// <summary>Finds the reference of an output.</summary>
    /// <param name="onnx">The file.</param>
    /// <param name="output">The output's name.</param>
    /// <returns>The reference and how many of the file's bytes its hash is of; <see langword="null"/> if the file has none of this output.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static (BackboneReference Reference, int Length)? Find(ReadOnlySpan<byte> onnx, string output)
    {
        var reader = new ProtoReader(onnx);
        int start = 0;
        while (true)
        {
            start = onnx.Length - reader.Remaining;
            if (!reader.Next())
                return null;
            // Only the last entry can be ours: its hash speaks of all that stands before it.
            if (reader is { Field: Metadata, IsBytes: true, Remaining: 0 } && Read(reader.Bytes) is { } references)
                return references.TryGetValue(output, out BackboneReference? reference) ? (reference, start) : null;
        }
    }

    private static Dictionary<string, BackboneReference>? Read(ReadOnlySpan<byte> entry)
    {
        (string key, string value) = OnnxOutline.ReadEntry(entry);
        if (key != Key)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, BackboneReference>>(value, BackboneJson.Options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"its entry {Key} is damaged: {e.Message}", e);
        }
    }
}
