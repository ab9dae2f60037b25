using System.Runtime.InteropServices;
using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using static MusicGenre.MLNet.Backbones.Onnx.TensorProto.Types;

namespace Distill;

/// <summary>
/// Stores the weights of an exported network as 16-bit floats, which halves the file. Each is turned back into 32 bits when the file is
/// opened, so the network computes with 32 bits as ever, on weights rounded to 11 significant bits.
/// </summary>
internal static class HalfPrecision
{
    /// <summary>
    /// The least number of values of a tensor that is stored so: biases and the small tensors of the first layers would save little.
    /// </summary>
    public const int From = 16_384;

    // Each weight is off by up to 2⁻¹² of itself, and a few dozen layers of them by some hundredths at the very most.
    private const double Tolerance = 5e-2;

    /// <summary>Rounds the weights of a file and checks it anew against the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="onnx">The file that <see cref="OnnxExporter"/> wrote of it.</param>
    /// <returns>The file with 16-bit weights and its reference.</returns>
    public static byte[] Store(SpectrogramNetwork network, byte[] onnx)
    {
        (BackboneReference Reference, int Length)? reference = ExportedReference.Find(onnx, OnnxExporter.LogitsName);
        ModelProto model = ModelProto.Parser.ParseFrom(onnx, 0, reference?.Length ?? onnx.Length);
        NodeProto[] nodes = [.. model.Graph.Node];
        model.Graph.Node.Clear();
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            ReadOnlySpan<float> values = tensor.DataType == DataType.Float ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span) : default;
            if (values.Length < From || Round(values, (int)tensor.Dims[0]) is not { } halves)
                continue;
            tensor.DataType = DataType.Float16;
            tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves));
            string single = $"{tensor.Name}.single";
            model.Graph.Node.Add(new NodeProto
            {
                Name = single,
                OpType = "Cast",
                Input = { tensor.Name },
                Output = { single },
                Attribute = { new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (int)DataType.Float } },
            });
            foreach (NodeProto node in nodes)
                for (int i = 0; i < node.Input.Count; i++)
                    if (node.Input[i] == tensor.Name)
                        node.Input[i] = single;
        }

        model.Graph.Node.Add(nodes);
        byte[] stored = model.ToByteArray();
        return reference is null ? stored : ExportCheck.Complete(network, stored, Tolerance);
    }

    /// <summary>
    /// Rounds each row so that its errors add up to nothing: what is lost of one weight is added to the next (error diffusion). What a row
    /// is multiplied with mostly comes from a ReLU, so it is nowhere negative, and errors that do not cancel would shift every result one
    /// way.
    /// </summary>
    /// <param name="values">Row-major values.</param>
    /// <param name="rows">The number of rows: output channels.</param>
    /// <returns>The rounded values; null if one is beyond ±65,504, the largest that 16 bits hold.</returns>
    public static Half[]? Round(ReadOnlySpan<float> values, int rows)
    {
        var halves = new Half[values.Length];
        int length = values.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            double lost = 0;
            for (int i = row * length; i < (row + 1) * length; i++)
            {
                double wanted = values[i] + lost;
                halves[i] = (Half)wanted;
                if (!Half.IsFinite(halves[i]))
                    return null;
                lost = wanted - (double)halves[i];
            }
        }

        return halves;
    }
}
