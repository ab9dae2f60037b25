using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Tensors that a training moves step by step, outside of any dispose scope, and that are saved exactly.</summary>
internal abstract class SavedTensors : IDisposable
{
    /// <summary>The number of steps so far.</summary>
    protected long Steps { get; set; }

    /// <summary>The tensors, always in the same order.</summary>
    protected abstract IEnumerable<Tensor> Tensors { get; }

    /// <summary>Copies the number of steps and the tensors.</summary>
    public byte[] Save()
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write(Steps);
        foreach (Tensor tensor in Tensors)
            writer.Write(tensor.bytes);
        writer.Flush();
        return content.ToArray();
    }

    /// <summary>Restores what <see cref="Save"/> copied for the same network and options.</summary>
    /// <exception cref="InvalidDataException">It is of another size.</exception>
    public void Load(byte[] saved)
    {
        long expected = sizeof(long) + Tensors.Sum(tensor => tensor.numel() * tensor.element_size());
        if (saved.Length != expected)
            throw new InvalidDataException($"it keeps {saved.Length} bytes of what {expected} are needed for");
        using var reader = new BinaryReader(new MemoryStream(saved));
        Steps = reader.ReadInt64();
        foreach (Tensor tensor in Tensors)
            tensor.bytes = reader.ReadBytes(tensor.bytes.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
            tensor.Dispose();
    }
}
