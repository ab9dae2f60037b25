using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Everything a training needs to go on after an epoch as if it had never stopped: weights, their average, optimiser moments and steps,
/// libtorch's random state, the best weights so far and every epoch's figures. The rate's position and the examples' random streams follow
/// from the epoch.
/// </summary>
/// <remarks>
/// The file: eight bytes of magic, the length and the SHA-256 of the content, the content. It is written beside its place and moved there,
/// so that it is always a whole one.
/// </remarks>
internal sealed record TrainingCheckpoint
{
    private const ulong Magic = 0x32_4B_43_43_52_54_47_4D; // an arbitrary mark with the format version 2

    // The bytes of an epoch's figures.
    private const int LeastEpoch = sizeof(int) + (6 * sizeof(double)) + sizeof(bool);

    private const int HeaderLength = sizeof(ulong) + sizeof(long) + SHA256.HashSizeInBytes;

    /// <summary>What the training is: options, data and network. See <see cref="TrainingIdentity"/>.</summary>
    public required TrainingIdentity Identity { get; init; }

    public required IReadOnlyList<NetworkEpoch> History { get; init; }

    /// <summary>Null before the first validation, as are <see cref="BestWeights"/>.</summary>
    public required int? BestEpoch { get; init; }

    /// <summary>Set when the training has ended.</summary>
    public required TrainingEnd? End { get; init; }

    public required TensorArchive Weights { get; init; }

    public required TensorArchive? BestWeights { get; init; }

    public required byte[] Optimizer { get; init; }

    /// <summary>The average of the weights; empty where none is kept.</summary>
    public required byte[] WeightAverage { get; init; }

    public required byte[] RandomState { get; init; }

    /// <summary>Writes the file atomically, folders included.</summary>
    public void Save(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        AtomicFile.Write(full, file =>
        {
            // The content goes straight to the file, however large; its checksum is filled in afterwards.
            file.Position = HeaderLength;
            using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
                Write(writer);
            file.Position = HeaderLength;
            byte[] sum = SHA256.HashData(file);
            file.Position = 0;
            using var header = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
            header.Write(Magic);
            header.Write(file.Length - HeaderLength);
            header.Write(sum);
        });
    }

    /// <summary>Reads a checkpoint; <see langword="null"/> if there is no such file.</summary>
    /// <exception cref="NetworkTrainingException">The file is no checkpoint, or damaged.</exception>
    public static TrainingCheckpoint? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        using FileStream file = File.OpenRead(path);
        using var reader = new BinaryReader(file);
        if (file.Length < HeaderLength || reader.ReadUInt64() != Magic)
            throw Damaged(path, "it does not begin like one");
        long length = reader.ReadInt64() + HeaderLength;
        if (file.Length != length)
            throw Damaged(path, $"it should be {length} bytes long and is {file.Length}");
        byte[] sum = reader.ReadBytes(SHA256.HashSizeInBytes);
        if (!SHA256.HashData(file).AsSpan().SequenceEqual(sum))
            throw Damaged(path, "its checksum is wrong");
        file.Position = HeaderLength;
        try
        {
            return Read(reader);
        }
        catch (Exception e) when (
            e is InvalidDataException or EndOfStreamException or IOException or FormatException or ArgumentException or OverflowException)
        {
            throw Damaged(path, $"its parts do not fit together ({e.Message})", e);
        }
    }

    /// <summary>Makes the error for a file that is no whole checkpoint.</summary>
    public static NetworkTrainingException Damaged(string path, string what, Exception? cause = null) => new(
        $"{path} is not a whole training checkpoint: {what}. Delete it to train from the beginning, or name another file.", cause);

    private void Write(BinaryWriter writer)
    {
        Identity.Write(writer);
        writer.Write(History.Count);
        foreach (NetworkEpoch epoch in History)
        {
            writer.Write(epoch.Epoch);
            writer.Write(epoch.Loss);
            writer.Write(epoch.Accuracy);
            writer.Write(epoch.ValidationLoss is not null);
            writer.Write(epoch.ValidationLoss ?? 0);
            writer.Write(epoch.ValidationAccuracy ?? 0);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.Seconds);
        }

        writer.Write(BestEpoch ?? 0);
        writer.Write(End is TrainingEnd end ? (int)end : -1);
        Weights.Write(writer);
        BestWeights?.Write(writer);
        WriteBlock(writer, Optimizer);
        WriteBlock(writer, WeightAverage);
        WriteBlock(writer, RandomState);
    }

    private static TrainingCheckpoint Read(BinaryReader reader)
    {
        TrainingIdentity identity = TrainingIdentity.Read(reader);
        var history = new NetworkEpoch[CheckedCount.Read(reader, LeastEpoch)];
        for (int i = 0; i < history.Length; i++)
        {
            (int number, double loss, double accuracy) = (reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
            bool validated = reader.ReadBoolean();
            (double validationLoss, double validationAccuracy) = (reader.ReadDouble(), reader.ReadDouble());
            history[i] = new NetworkEpoch(
                number, loss, accuracy, validated ? validationLoss : null, validated ? validationAccuracy : null,
                reader.ReadDouble(), reader.ReadDouble());
        }

        int best = reader.ReadInt32();
        int end = reader.ReadInt32();
        if (best > history.Length || (end >= 0 && !Enum.IsDefined((TrainingEnd)end)))
            throw new InvalidDataException($"the best of {history.Length} epochs is number {best}, and the end is of kind {end}");
        return new TrainingCheckpoint
        {
            Identity = identity,
            History = history,
            BestEpoch = best > 0 ? best : null,
            End = end < 0 ? null : (TrainingEnd)end,
            Weights = TensorArchive.Read(reader),
            BestWeights = best > 0 ? TensorArchive.Read(reader) : null,
            Optimizer = ReadBlock(reader),
            WeightAverage = ReadBlock(reader),
            RandomState = ReadBlock(reader),
        };
    }

    private static void WriteBlock(BinaryWriter writer, byte[] block)
    {
        writer.Write(block.Length);
        writer.Write(block);
    }

    private static byte[] ReadBlock(BinaryReader reader) => reader.ReadBytes(CheckedCount.Read(reader, 1));
}
