using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>What the add-on reads: PyTorch's state dicts, weights in ONNX files, checkpoints of trainings.</summary>
internal static class TorchTargets
{
    private const int LengthPlace = 8, HashPlace = 16;

    private static readonly Lazy<SpectrogramNetwork> Network = new(TorchSeeds.Network);
    private static readonly Lazy<string> File = new(() => Path.Combine(
        Directory.CreateTempSubdirectory("musicgenre-fuzz-").FullName, "training.ckpt"));

    private static IReadOnlyList<byte[]> _whole = [];

    public static FuzzTarget StateDict { get; } = new()
    {
        Name = "state-dict",
        Run = RunStateDict,
        Documented = [typeof(WeightsFormatException)],
        MakeSeeds = TorchSeeds.StateDicts,
        Mutate = PickleMutator.Mutate,
        Share = 60,
    };

    public static FuzzTarget Exported { get; } = new()
    {
        Name = "onnx-weights",
        Run = RunExported,
        Documented = [typeof(WeightsFormatException), typeof(WeightsMismatchException)],
        MakeSeeds = TorchSeeds.Exported,
        Mutate = OnnxMutator.Mutate,
        SeedsAreRead = false,
        Share = 10,
    };

    /// <summary>Checkpoints that something damaged: none may be read.</summary>
    public static FuzzTarget Damaged { get; } = new()
    {
        Name = "checkpoint",
        Run = RunDamaged,
        Documented = [typeof(NetworkTrainingException)],
        MakeSeeds = TorchSeeds.Checkpoints,
        Mutate = (dice, seed) => ByteMutator.Mutate(dice, seed),
        Prepare = seeds => _whole = seeds,
        Share = 20,
    };

    /// <summary>Checkpoints whose checksum is right.</summary>
    public static FuzzTarget Forged { get; } = Damaged with
    {
        Name = "checkpoint-forged",
        Run = RunForged,
        Mutate = (dice, seed) => Sealed.InTheHeader(ByteMutator.Mutate(dice, seed), LengthPlace, HashPlace),
        Prepare = null,
        Share = 20,
    };

    public static void RunStateDict(ReadOnlySpan<byte> input)
    {
        using var bytes = new MemoryStream(input.ToArray());
        PyTorchStateDict.Read(bytes, "the file");
    }

    public static void RunExported(ReadOnlySpan<byte> input) => ExportedWeights.LoadStages(Network.Value, input, "the file");

    public static void RunDamaged(ReadOnlySpan<byte> input)
    {
        System.IO.File.WriteAllBytes(File.Value, input);
        TrainingCheckpoint.Load(File.Value);
        foreach (byte[] whole in _whole)
            if (input.SequenceEqual(whole))
                return;
        throw new WrongAnswerException("A damaged checkpoint is read.");
    }

    public static void RunForged(ReadOnlySpan<byte> input)
    {
        System.IO.File.WriteAllBytes(File.Value, input);
        TrainingCheckpoint checkpoint = TrainingCheckpoint.Load(File.Value)!;
        checkpoint.Weights.Restore(Network.Value);
        checkpoint.BestWeights?.Restore(Network.Value);
    }
}
