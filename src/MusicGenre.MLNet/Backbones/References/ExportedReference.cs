using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;

namespace MusicGenre.MLNet.Backbones.References;

/// <summary>
/// References inside an ONNX file, in its last metadata entry: the embedding for each of its outputs, and the hash of all bytes before the
/// entry. A message of protocol buffers may be continued at its end, so the entry is appended to the finished file.
/// </summary>
internal static class ExportedReference
{
    private const string Key = "musicgenre.reference";

    /// <summary>Appends the references.</summary>
    /// <param name="onnx">The file so far.</param>
    /// <param name="outputs">The embedding of the synthetic input, by the output's name.</param>
    public static byte[] Append(byte[] onnx, IReadOnlyDictionary<string, float[]> outputs)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx));
        string json = JsonSerializer.Serialize(
            outputs.ToDictionary(o => o.Key, o => BackboneReference.Of(o.Value, sha256)),
            BackboneJson.Type<Dictionary<string, BackboneReference>>());
        var more = new ModelProto { MetadataProps = { new StringStringEntryProto { Key = Key, Value = json } } };
        return [.. onnx, .. more.ToByteArray()];
    }

    /// <summary>Finds the reference of an output.</summary>
    /// <param name="onnx">The file.</param>
    /// <param name="output">The output's name.</param>
    /// <returns>The reference and how many of the file's bytes its hash is of; <see langword="null"/> if the file has none of this
    /// output.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static (BackboneReference Reference, int Length)? Find(ReadOnlySpan<byte> onnx, string output)
    {
        var field = new ProtoFields(onnx);
        int start = 0;
        do
            start = onnx.Length - field.Remaining;
        while (field.Next() && field.Remaining > 0);
        // Only the last entry can be ours: its hash is of all that stands before it.
        return field is { Number: ModelProto.MetadataPropsFieldNumber, IsBytes: true } && Read(field.Value) is { } references
            && references.TryGetValue(output, out BackboneReference? reference) ? (reference, start) : null;
    }

    private static Dictionary<string, BackboneReference>? Read(ReadOnlySpan<byte> entry)
    {
        string key = "", value = "";
        var field = new ProtoFields(entry);
        while (field.Next())
        {
            if (field.Number == StringStringEntryProto.KeyFieldNumber)
                key = Encoding.UTF8.GetString(field.Value);
            else if (field.Number == StringStringEntryProto.ValueFieldNumber)
                value = Encoding.UTF8.GetString(field.Value);
        }

        if (key != Key)
            return null;
        try
        {
            return JsonSerializer.Deserialize(value, BackboneJson.Type<Dictionary<string, BackboneReference>>());
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Its entry {Key} is damaged: {e.Message}", e);
        }
    }
}
