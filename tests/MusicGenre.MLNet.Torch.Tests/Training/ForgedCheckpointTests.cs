using System.Buffers.Binary;
using System.Security.Cryptography;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

/// <summary>A checkpoint whose checksum is right although its content was changed: whoever writes a file can write that too.</summary>
public sealed class ForgedCheckpointTests : TorchTest
{
    private const int Header = 16 + SHA256.HashSizeInBytes;

    private static readonly IReadOnlyList<TrainingExample> Train = ToyData.PureNoise(5, 1);
    private static readonly IReadOnlyList<TrainingExample> Validation = ToyData.PureNoise(3, 2);

    [Test]
    public void Any_number_that_is_put_anywhere_ends_in_the_documented_error_or_in_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        byte[] good = Saved(folder);
        string path = folder.Combine("forged.ckpt");
        var random = new Random(1);
        for (int i = 0; i < 500; i++)
        {
            byte[] bad = [.. good];
            // Where the counts are: behind the names of the identity, and from there on anywhere.
            BinaryPrimitives.WriteInt32LittleEndian(
                bad.AsSpan(random.Next(Header, Math.Min(bad.Length, 4_000)) is var at && at > bad.Length - 4 ? bad.Length - 4 : at),
                random.Next(4) switch { 0 => int.MaxValue, 1 => -1, 2 => 1 << 28, _ => random.Next() });
            Seal(bad);
            File.WriteAllBytes(path, bad);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TrainingCheckpoint.Load(path);
            }
            catch (NetworkTrainingException)
            {
                // As documented.
            }
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(10 * good.Length + (16 << 20)), $"round {i}");
        }
    }

    [Test]
    public void A_block_that_is_too_short_for_the_network_is_refused_when_the_training_is_resumed()
    {
        using var folder = new TemporaryFolder();
        Saved(folder);
        TrainingCheckpoint whole = TrainingCheckpoint.Load(folder.Combine("training.ckpt"))!;
        Assert.Multiple(() =>
        {
            Refused(whole with { Optimizer = whole.Optimizer[..^1] });
            Refused(whole with { RandomState = [1, 2, 3] });
        });

        void Refused(TrainingCheckpoint checkpoint)
        {
            checkpoint.Save(folder.Combine("training.ckpt"));
            using SpectrogramNetwork network = ToyData.Network();
            Assert.That(
                () => NetworkTrainer.Train(network, Train, Validation, Options(folder)),
                Throws.TypeOf<NetworkTrainingException>().With.Message.Contains("training.ckpt"));
        }
    }

    [Test]
    [Category(SharedData.Category)]
    public void The_checkpoint_that_hung_is_refused()
        => Assert.That(
            () => TrainingCheckpoint.Load(SharedData.Get("cases/hostile/ckpt31-hang1.bin")), Throws.TypeOf<NetworkTrainingException>());

    private static NetworkTrainingOptions Options(TemporaryFolder folder)
        => ToyData.Fast with { Epochs = 2, CheckpointPath = folder.Combine("training.ckpt") };

    private static byte[] Saved(TemporaryFolder folder)
    {
        using SpectrogramNetwork network = ToyData.Network();
        NetworkTrainer.Train(network, Train, Validation, Options(folder));
        return File.ReadAllBytes(folder.Combine("training.ckpt"));
    }

    private static void Seal(byte[] file) => SHA256.HashData(file.AsSpan(Header)).CopyTo(file.AsSpan(16));
}
