using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Networks in ONNX files, opened and run once.</summary>
internal static class OnnxTarget
{
    private static readonly float[] Sound = Signals.Sine(440, 22_050, 22_050);

    public static FuzzTarget Target { get; } = new()
    {
        Name = "onnx",
        Run = Run,
        Documented = [typeof(BackboneException)],
        MakeSeeds = () => [TinyNetwork.Means(), TinyNetwork.Convolution()],
        Mutate = OnnxMutator.Mutate,
        Share = 80,
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        using Backbone backbone = BackboneCatalog.Open(TinyNetwork.Description, input.ToArray());
        foreach (float value in backbone.EmbedWindow(Sound))
            if (!float.IsFinite(value))
                throw new WrongAnswerException("An embedding is not a number.");
    }
}
