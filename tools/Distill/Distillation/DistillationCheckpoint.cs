using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Training;

namespace Distill.Distillation;

/// <summary>
/// Everything a distillation needs to go on after an epoch: what it is, the student's weights, the optimiser's moments, every epoch's
/// figures. Order, crops and masks follow from the epoch, the targets' statistics from the music.
/// </summary>
/// <remarks>The file: a mark, the content's SHA-256, the content; written beside its place and moved there.</remarks>
internal sealed record DistillationCheckpoint(
    string Identity, IReadOnlyList<DistillationEpoch> History, TensorArchive Weights, byte[] Optimizer)
{
    private const ulong Mark = 0x31_4C_49_54_53_44_47_4D; // an arbitrary mark with the format version 1

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
            Write(writer);
        AtomicFile.Write(path, file =>
        {
            using var header = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
            header.Write(Mark);
            header.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
            header.Flush();
            content.WriteTo(file);
        });
    }

    /// <summary>Reads a checkpoint; <see langword="null"/> if there is no such file.</summary>
    /// <exception cref="NetworkTrainingException">The file is no checkpoint, or damaged.</exception>
    public static DistillationCheckpoint? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        byte[] bytes = File.ReadAllBytes(path);
        const int header = sizeof(ulong) + SHA256.HashSizeInBytes;
        if (bytes.Length < header || BitConverter.ToUInt64(bytes) != Mark
            || !SHA256.HashData(bytes.AsSpan(header)).AsSpan().SequenceEqual(bytes.AsSpan(sizeof(ulong), SHA256.HashSizeInBytes)))
        {
            throw new NetworkTrainingException(
                $"{path} is not a whole checkpoint of a distillation. Delete it to begin anew, or name another file.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, header, bytes.Length - header));
        return Read(reader);
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Identity);
        writer.Write(History.Count);
        foreach (DistillationEpoch epoch in History)
        {
            writer.Write(epoch.Epoch);
            writer.Write(epoch.EmbeddingError);
            writer.Write(epoch.TagError);
            writer.Write(epoch.ValidationEmbeddingError);
            writer.Write(epoch.ValidationTagError);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.Seconds);
        }

        Weights.Write(writer);
        writer.Write(Optimizer.Length);
        writer.Write(Optimizer);
    }

    private static DistillationCheckpoint Read(BinaryReader reader)
    {
        string identity = reader.ReadString();
        var history = new DistillationEpoch[reader.ReadInt32()];
        for (int i = 0; i < history.Length; i++)
        {
            history[i] = new DistillationEpoch(
                reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
                    reader.ReadDouble(), reader.ReadDouble());
        }

        TensorArchive weights = TensorArchive.Read(reader);
        return new DistillationCheckpoint(identity, history, weights, reader.ReadBytes(reader.ReadInt32()));
    }
}
