using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>The entries of a model file, each by itself, and the description of a backbone that lies beside an ONNX file.</summary>
internal static class EntryTargets
{
    private static readonly byte[] Network = TinyNetwork.Means();

    private static readonly float[] Sound = Signals.Sine(440, 22_050, 22_050);

    public static FuzzTarget Head { get; } = new()
    {
        Name = "head",
        Run = RunHead,
        Documented = [typeof(InvalidDataException)],
        MakeSeeds = () => ModelSeeds.Entries("/head.bin"),
        Mutate = (dice, seed) => ByteMutator.Mutate(dice, seed),
        Share = 40,
    };

    public static FuzzTarget Trust { get; } = Head with
    {
        Name = "trust",
        Run = RunTrust,
        Documented = [typeof(InvalidDataException), typeof(EndOfStreamException)],
        MakeSeeds = () => ModelSeeds.Entries("/trust.bin"),
    };

    public static FuzzTarget Package { get; } = Head with
    {
        Name = "package",
        Run = RunPackage,
        Documented = [typeof(BackboneException)],
        MakeSeeds = () => ModelSeeds.Entries("/backbone.bin"),
        MoreMemory = 192 << 20,
        Share = 20,
    };

    /// <summary>What ML.NET keeps a large network in.</summary>
    public static FuzzTarget Constant { get; } = Head with
    {
        Name = "constant",
        Run = RunConstant,
        MakeSeeds = () => ModelSeeds.Entries(SavedConstant.FileName),
        Share = 40,
    };

    public static FuzzTarget Description { get; } = Head with
    {
        Name = "description",
        Run = RunDescription,
        Documented = [typeof(BackboneException)],
        MakeSeeds = DescriptionSeeds.All,
        Mutate = JsonMutator.Mutate,
        MoreMemory = 192 << 20,
        Share = 80,
    };

    public static void RunHead(ReadOnlySpan<byte> input)
    {
        LinearHead head = LinearHead.FromBytes(input.ToArray());
        float[] answer = head.Score(new float[head.EmbeddingSize]);
        if (answer.Length != head.Genres)
            throw new WrongAnswerException($"{answer.Length} probabilities of {head.Genres} genres.");
    }

    public static void RunTrust(ReadOnlySpan<byte> input) => ClassifierTrust.FromBytes(input.ToArray());

    public static void RunPackage(ReadOnlySpan<byte> input) => BackbonePackage.Unpack(input.ToArray()).Backbone.Dispose();

    public static void RunConstant(ReadOnlySpan<byte> input) => SavedConstant.Read(input.ToArray());

    public static void RunDescription(ReadOnlySpan<byte> input)
    {
        using Backbone backbone = BackboneCatalog.Open(BackboneJson.Parse<BackboneDescription>(input, "net.onnx"), Network);
        backbone.EmbedWindow(Sound);
    }
}
