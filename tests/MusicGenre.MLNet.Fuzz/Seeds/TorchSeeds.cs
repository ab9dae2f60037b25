using System.Buffers.Binary;
using System.Text;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Weights of a small network: as PyTorch keeps them, as this library exports them, and a training's checkpoint.</summary>
internal static class TorchSeeds
{
    public static SpectrogramNetwork Network() => NetworkArchitecture.SmallCnn.Create(3, new NetworkOptions { Width = 0.1, Seed = 1 });

    public static IReadOnlyList<byte[]> Exported()
    {
        using SpectrogramNetwork network = Network();
        using var onnx = new MemoryStream();
        OnnxExporter.Export(network, onnx);
        return [onnx.ToArray(), TinyNetwork.Means()];
    }

    public static IReadOnlyList<byte[]> Checkpoints()
    {
        using var folder = new TemporaryFolder();
        using SpectrogramNetwork network = Network();
        TensorArchive weights = TensorArchive.Capture(network);
        var checkpoint = new TrainingCheckpoint
        {
            Identity = new TrainingIdentity("{}", "network", "data"),
            History = [new NetworkEpoch(1, 1, 0.5, 1, 0.5, 0.001, 2), new NetworkEpoch(2, 0.5, 0.7, null, null, 0.001, 2)],
            BestEpoch = 1,
            End = null,
            Weights = weights,
            BestWeights = weights,
            Optimizer = new byte[80],
            WeightAverage = [],
            RandomState = new byte[100],
        };
        checkpoint.Save(folder.Combine("best"));
        (checkpoint with { BestEpoch = null, BestWeights = null, End = TrainingEnd.NoProgress }).Save(folder.Combine("ended"));
        return [File.ReadAllBytes(folder.Combine("best")), File.ReadAllBytes(folder.Combine("ended"))];
    }

    public static IReadOnlyList<byte[]> StateDicts() =>
    [
        StateDict(2, ("weight", "FloatStorage", 24, 0, [2, 3, 4], [12, 4, 1]), ("bias", "FloatStorage", 24, 4, [2, 2], [1, 2])),
        StateDict(3, ("half", "HalfStorage", 12, 0, [12], [1]), ("long", "LongStorage", 1, 0, [], [])),
        StateDict(
            2, ("double", "DoubleStorage", 6, 0, [1, 6], [6, 1]), ("big", "BFloat16Storage", 6, 0, [6], [1]),
            ("byte", "ByteStorage", 8, 0, [8], [1])),
    ];

    // The pickle that torch.save writes for a dictionary of tensors.
    private static byte[] StateDict(
        byte protocol, params (string Name, string Storage, int Count, int Offset, int[] Shape, int[] Strides)[] tensors)
    {
        List<byte> pickle = [0x80, protocol, .. "ccollections\nOrderedDict\n)R("u8];
        var entries = new List<(string Name, byte[] Data)> { ("archive/byteorder", "little"u8.ToArray()) };
        foreach ((int key, (string name, string storage, int count, int offset, int[] shape, int[] strides)) in tensors.Index())
        {
            pickle.AddRange([.. Text(name), .. "ctorch._utils\n_rebuild_tensor_v2\n(("u8, .. Text("storage"),
                .. Encoding.ASCII.GetBytes($"ctorch\n{storage}\n")]);
            pickle.AddRange([.. Text($"{key}"), .. Text("cpu"), .. Int(count), .. "tQ"u8, .. Int(offset), .. Tuple(shape),
                .. Tuple(strides)]);
            pickle.AddRange([0x89, .. "ccollections\nOrderedDict\n)RtR"u8]);
            int size = storage switch { "FloatStorage" => 4, "DoubleStorage" or "LongStorage" => 8, "ByteStorage" => 1, _ => 2 };
            var data = new byte[count * size];
            new Random(key).NextBytes(data);
            entries.Add(($"archive/data/{key}", data));
        }
        entries.Insert(0, ("archive/data.pkl", [.. pickle, .. "u."u8]));
        return ZipParts.Write(entries, System.IO.Compression.CompressionLevel.NoCompression);
    }

    private static byte[] Text(string text) => [(byte)'X', .. Little(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Int(int value) => [(byte)'J', .. Little(value)];

    private static byte[] Tuple(int[] values) => [(byte)'(', .. values.SelectMany(Int), (byte)'t'];

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
