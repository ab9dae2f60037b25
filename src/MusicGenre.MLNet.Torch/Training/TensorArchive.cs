using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>A network's weights and statistics as bytes: a copy that no later step changes, exact to the last bit.</summary>
internal sealed class TensorArchive
{
    // A name's length, the type, the number of dimensions and of bytes.
    private const int LeastEntry = 1 + (3 * sizeof(int));

    private readonly IReadOnlyList<Entry> _entries;

    private TensorArchive(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Copies everything of a module's state dict.</summary>
    public static TensorArchive Capture(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var entries = new List<Entry>();
        foreach (var (name, tensor) in module.state_dict())
            entries.Add(new Entry(name, (int)tensor.dtype, tensor.shape, tensor.contiguous().bytes.ToArray()));
        return new TensorArchive(entries);
    }

    /// <summary>Writes everything back into a module of the same make.</summary>
    /// <exception cref="NetworkTrainingException">A tensor is missing, too many, or of another shape; the message names all of
    /// them.</exception>
    public void Restore(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Dictionary<string, Tensor> state = module.state_dict();
        string[] problems =
        [
            .. state.Keys.Except(_entries.Select(entry => entry.Name)).Select(name => $"{name} is missing"),
            .. _entries.Where(entry => !state.ContainsKey(entry.Name)).Select(entry => $"{entry.Name} is unknown"),
            .. _entries.Where(entry => state.TryGetValue(entry.Name, out Tensor? tensor) && !entry.Fits(tensor))
                .Select(entry => $"{entry.Name} is {Text(entry.Shape)} of {entry.Bytes.Length} bytes, the network's "
                    + $"{Text(state[entry.Name].shape)}"),
        ];
        if (problems.Length > 0)
            throw new NetworkTrainingException($"The saved weights are of another network: {string.Join("; ", problems)}.");
        foreach (Entry entry in _entries)
        {
            Tensor copy = empty(entry.Shape, (ScalarType)entry.Type);
            copy.bytes = entry.Bytes;
            state[entry.Name].copy_(copy);
        }
    }

    /// <summary>Writes the archive; <see cref="Read"/> reads it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_entries.Count);
        foreach (Entry entry in _entries)
        {
            writer.Write(entry.Name);
            writer.Write(entry.Type);
            writer.Write(entry.Shape.Length);
            foreach (long size in entry.Shape)
                writer.Write(size);
            writer.Write(entry.Bytes.Length);
            writer.Write(entry.Bytes);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There is less than it says.</exception>
    public static TensorArchive Read(BinaryReader reader)
    {
        var entries = new Entry[CheckedCount.Read(reader, LeastEntry)];
        for (int i = 0; i < entries.Length; i++)
        {
            string name = reader.ReadString();
            int type = reader.ReadInt32();
            var shape = new long[CheckedCount.Read(reader, sizeof(long))];
            for (int d = 0; d < shape.Length; d++)
                shape[d] = reader.ReadInt64();
            entries[i] = new Entry(name, type, shape, reader.ReadBytes(CheckedCount.Read(reader, 1)));
        }

        return new TensorArchive(entries);
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";

    private sealed record Entry(string Name, int Type, long[] Shape, byte[] Bytes)
    {
        public bool Fits(Tensor tensor) => (int)tensor.dtype == Type && tensor.shape.SequenceEqual(Shape)
            && Bytes.Length == tensor.numel() * tensor.element_size();
    }
}
